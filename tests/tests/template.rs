//! The deployment as it is written down: least privilege, encryption, nothing public, nothing kept for ever. `cfn-lint` and
//! `sam validate` (`cargo xtask test deploy`) say whether it is well formed; this says whether it is what it should be.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Value, json};

/// A file of `deploy/` as JSON; a tag such as `!Ref` becomes an object with that one key.
fn read(file: &str) -> Value {
    let path = format!("{}/../deploy/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    as_json(&Yaml::load_from_str(&text).unwrap()[0])
}

fn as_json(yaml: &Yaml) -> Value {
    match yaml {
        Yaml::Value(Scalar::String(text)) => json!(text),
        Yaml::Value(Scalar::Integer(number)) => json!(number),
        Yaml::Value(Scalar::FloatingPoint(number)) => json!(number.into_inner()),
        Yaml::Value(Scalar::Boolean(truth)) => json!(truth),
        Yaml::Value(Scalar::Null) => Value::Null,
        Yaml::Sequence(items) => items.iter().map(as_json).collect(),
        Yaml::Mapping(fields) => {
            fields.iter().map(|(key, value)| (key.as_str().unwrap().to_owned(), as_json(value))).collect()
        }
        Yaml::Tagged(tag, value) => json!({ format!("!{}", tag.suffix): as_json(value) }),
        other => panic!("{other:?}"),
    }
}

fn resources(template: &Value, of_type: &str) -> Map<String, Value> {
    let all = template["Resources"].as_object().unwrap();
    let some: Map<_, _> = all
        .iter()
        .filter(|(_, resource)| resource["Type"] == of_type)
        .map(|(name, resource)| (name.clone(), resource["Properties"].clone()))
        .collect();
    assert!(!some.is_empty(), "no {of_type}");
    some
}

/// A value that may stand alone or in a list.
fn listed(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |items| items.iter().collect())
}

#[test]
fn rights_are_the_least_that_will_do() {
    let template = read("template.yaml");
    for (name, role) in resources(&template, "AWS::IAM::Role") {
        assert!(role.get("ManagedPolicyArns").is_none(), "{name} has rights that are written elsewhere");
        for policy in role["Policies"].as_array().unwrap() {
            for statement in policy["PolicyDocument"]["Statement"].as_array().unwrap() {
                let actions = listed(&statement["Action"]);
                for action in &actions {
                    let action = action.as_str().unwrap();
                    assert!(!action.contains('*'), "{name}: {action}");
                    assert!(!action.ends_with(":Scan"), "{name}: nothing here reads whole tables");
                }
                // Textract has no resources that rights could name.
                let of_textract = actions.iter().all(|action| action.as_str().unwrap().starts_with("textract:"));
                for resource in listed(&statement["Resource"]) {
                    assert!(resource != "*" || of_textract, "{name}: {statement}");
                    let pattern = resource["!Sub"].as_str().unwrap_or_default();
                    assert!(!pattern.ends_with("Bucket.Arn}/*"), "{name}: a whole bucket: {statement}");
                }
            }
        }
    }
    for (name, function) in resources(&template, "AWS::Serverless::Function") {
        assert!(function["Role"]["!GetAtt"].is_string() && function.get("Policies").is_none(), "{name}");
    }
}

#[test]
fn an_archive_is_only_read() {
    let template = read("template.yaml");
    for (name, role) in resources(&template, "AWS::IAM::Role") {
        for statement in role["Policies"][0]["PolicyDocument"]["Statement"].as_array().unwrap() {
            let of_archive = listed(&statement["Resource"])
                .iter()
                .any(|resource| resource["!Sub"].as_str().is_some_and(|text| text.contains("${ArchivePrefix}")));
            if of_archive {
                assert_eq!(listed(&statement["Action"]), ["s3:GetObject"], "{name}");
            }
        }
    }
}

#[test]
fn buckets_are_encrypted_private_and_emptied() {
    let template = read("template.yaml");
    let policies = resources(&template, "AWS::S3::BucketPolicy");
    for (name, bucket) in resources(&template, "AWS::S3::Bucket") {
        let rule = &bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0];
        assert!(rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"].is_string(), "{name}");
        for block in ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"] {
            assert_eq!(bucket["PublicAccessBlockConfiguration"][block], true, "{name} {block}");
        }
        assert_eq!(bucket["OwnershipControls"]["Rules"][0]["ObjectOwnership"], "BucketOwnerEnforced", "{name}");
        let rules = bucket["LifecycleConfiguration"]["Rules"].as_array().unwrap();
        assert!(rules.iter().all(|rule| rule["Status"] == "Enabled"), "{name}");
        assert!(rules.iter().any(|rule| rule["ExpirationInDays"].is_number()), "{name}");
        let policy = policies.values().find(|policy| policy["Bucket"]["!Ref"] == name.as_str()).unwrap();
        let statement = &policy["PolicyDocument"]["Statement"][0];
        assert_eq!(statement["Effect"], "Deny", "{name}");
        assert_eq!(statement["Condition"]["Bool"]["aws:SecureTransport"], "false", "{name}");
    }
}

#[test]
fn tables_are_encrypted_and_forget() {
    let template = read("template.yaml");
    let tables = resources(&template, "AWS::DynamoDB::Table");
    for (name, table) in &tables {
        assert_eq!(table["SSESpecification"]["SSEEnabled"], true, "{name}");
        let ttl = json!({"AttributeName": "expires_at", "Enabled": true});
        assert_eq!(table["TimeToLiveSpecification"], ttl, "{name}");
    }
    assert_eq!(tables["JobsTable"]["KeySchema"], json!([{"AttributeName": "job_id", "KeyType": "HASH"}]));
    assert_eq!(tables["JobsTable"]["GlobalSecondaryIndexes"][0]["IndexName"], "owner-created_at-index");
    assert_eq!(
        tables["PreviewCacheTable"]["KeySchema"],
        json!([{"AttributeName": "blueprint_hash", "KeyType": "HASH"}])
    );
}

#[test]
fn functions_are_bounded_log_for_a_while_and_know_their_settings() {
    let template = read("template.yaml");
    let globals = &template["Globals"]["Function"];
    assert_eq!(globals["Timeout"], 30);
    assert_eq!(globals["MemorySize"]["!Ref"], "MemoryMegabytes");
    let memory = &template["Parameters"]["MemoryMegabytes"];
    assert!(memory["MinValue"].as_i64() >= Some(512) && memory["MaxValue"].as_i64() <= Some(1024));
    assert_eq!(template["Parameters"]["Architecture"]["Default"], "arm64");
    let variables = globals["Environment"]["Variables"].as_object().unwrap();
    for name in [
        "JOBS_TABLE_NAME",
        "PREVIEW_CACHE_TABLE_NAME",
        "BLUEPRINTS_BUCKET_NAME",
        "CACHE_BUCKET_NAME",
        "COGNITO_USER_POOL_ID",
        "COGNITO_CLIENT_ID",
        "TEXTRACT_FEATURES",
    ] {
        assert!(variables.contains_key(name), "{name}");
    }
    let logs = resources(&template, "AWS::Logs::LogGroup");
    assert!(logs.values().all(|group| group["RetentionInDays"]["!Ref"] == "LogRetentionDays"));
    let functions = resources(&template, "AWS::Serverless::Function");
    let entry = |name: &str| functions[name]["Environment"]["Variables"]["ROOMPRINT_LAMBDA_ENTRY"].clone();
    assert_eq!((entry("ApiFunction"), entry("PreviewFunction")), (json!("http"), json!("preview")));
    for (name, function) in &functions {
        let group = function["LoggingConfig"]["LogGroup"]["!Ref"].as_str().unwrap();
        assert!(logs.contains_key(group), "{name}");
    }
    // No secret stands in the template: whatever is one is given by roles at run time.
    let text = template.to_string().to_lowercase();
    for word in ["aws_secret", "secretaccesskey", "password\":\""] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn strangers_reach_the_page_the_health_check_and_the_way_in_and_no_more() {
    let template = read("template.yaml");
    let api = &resources(&template, "AWS::Serverless::HttpApi")["HttpApi"];
    assert_eq!(api["Auth"]["DefaultAuthorizer"], "Cognito");
    let function = &resources(&template, "AWS::Serverless::Function")["ApiFunction"];
    let mut open: Vec<String> = function["Events"]
        .as_object()
        .unwrap()
        .values()
        .map(|event| &event["Properties"])
        .filter(|event| event["Auth"]["Authorizer"] == "NONE")
        .map(|event| format!("{} {}", event["Method"].as_str().unwrap(), event["Path"].as_str().unwrap()))
        .collect();
    open.sort();
    let expected =
        ["GET /", "GET /api/v1/health", "GET /api/v1/openapi.json", "GET /{proxy+}", "POST /api/v1/auth/{proxy+}"];
    assert_eq!(open, expected);
    let pool = &resources(&template, "AWS::Cognito::UserPool")["UserPool"];
    assert_eq!(pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"], true);
}

#[test]
fn errors_and_latency_raise_alarms_that_the_handbook_explains() {
    let template = read("template.yaml");
    let alarms = resources(&template, "AWS::CloudWatch::Alarm");
    let metrics: Vec<&str> = alarms.values().filter_map(|alarm| alarm["MetricName"].as_str()).collect();
    for metric in ["Errors", "5xx", "Latency", "Duration", "Throttles"] {
        assert!(metrics.contains(&metric), "{metric}");
    }
    let handbook = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/operations.md");
    let handbook = std::fs::read_to_string(handbook).unwrap();
    for name in alarms.keys() {
        assert!(handbook.contains(&format!("| `{name}` |")), "{name}");
    }
}

#[test]
fn an_archive_runs_bounded_and_keeps_its_failures_apart() {
    let machine = read("preview_prefix.asl.yaml");
    let map = &machine["States"]["EveryPlan"];
    assert_eq!(map["ItemProcessor"]["ProcessorConfig"]["Mode"], "DISTRIBUTED");
    let machines = resources(&read("template.yaml"), "AWS::Serverless::StateMachine");
    assert_eq!(machines["PreviewPrefix"]["DefinitionSubstitutions"]["MapConcurrency"]["!Ref"], "MapConcurrency");
    assert!(map.get("MaxConcurrency").is_some());
    assert_eq!(map["ToleratedFailurePercentage"], 100);
    assert!(map["ResultWriter"].is_object());
    let preview = &map["ItemProcessor"]["States"]["Preview"];
    let retried = listed(&preview["Retry"][0]["ErrorEquals"]);
    // The type of the error that the function ends with when a dependency is down.
    assert!(retried.contains(&&json!("SERVICE_UNAVAILABLE")));
    assert!(preview["TimeoutSeconds"].as_i64() > read("template.yaml")["Globals"]["Function"]["Timeout"].as_i64());
}

#[test]
fn a_queue_gives_failed_messages_several_chances_and_then_puts_them_aside() {
    let template = read("template.yaml");
    let queues = resources(&template, "AWS::SQS::Queue");
    assert!(queues.values().all(|queue| queue["SqsManagedSseEnabled"] == true));
    let queue = &queues["PreviewQueue"];
    assert_eq!(queue["RedrivePolicy"]["deadLetterTargetArn"]["!GetAtt"], "PreviewFailures.Arn");
    assert!(queue["RedrivePolicy"]["maxReceiveCount"].as_i64() >= Some(2));
    let timeout = template["Globals"]["Function"]["Timeout"].as_i64().unwrap();
    assert!(
        queue["VisibilityTimeout"].as_i64().unwrap() >= 6 * timeout,
        "no message is handed out while it is worked on"
    );
    let function = &resources(&template, "AWS::Serverless::Function")["PreviewFunction"];
    let event = &function["Events"]["Queued"]["Properties"];
    assert_eq!(event["Queue"]["!GetAtt"], "PreviewQueue.Arn");
    assert_eq!(
        event["FunctionResponseTypes"],
        json!(["ReportBatchItemFailures"]),
        "what succeeded does not come again"
    );
    assert_eq!(event["ScalingConfig"]["MaximumConcurrency"]["!Ref"], "MapConcurrency");
}
