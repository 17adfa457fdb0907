"""Makes an account on the emulator of AWS: tables, buckets and a user pool with one user.

    python aws_account.py ENDPOINT USERNAME PASSWORD

Prints, as JSON, the variables that `roomprint serve --backend aws` takes.
"""

import json
import sys
import uuid

import boto3

endpoint, username, password = sys.argv[1:]
region, unique = "us-east-1", uuid.uuid4().hex
keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}


def client(service):
    return boto3.client(service, endpoint_url=endpoint, region_name=region, **keys)


dynamodb, s3, cognito = client("dynamodb"), client("s3"), client("cognito-idp")
jobs, previews = f"{unique}-jobs", f"{unique}-preview-cache"
blueprints, cache = f"blueprints-{unique}", f"cache-{unique}"


def attribute(name):
    return {"AttributeName": name, "AttributeType": "S"}


def key(name, kind="HASH"):
    return {"AttributeName": name, "KeyType": kind}


dynamodb.create_table(
    TableName=jobs,
    BillingMode="PAY_PER_REQUEST",
    AttributeDefinitions=[attribute("job_id"), attribute("owner"), attribute("created_at")],
    KeySchema=[key("job_id")],
    GlobalSecondaryIndexes=[
        {
            "IndexName": "owner-created_at-index",
            "KeySchema": [key("owner"), key("created_at", "RANGE")],
            "Projection": {"ProjectionType": "ALL"},
        }
    ],
)
dynamodb.create_table(
    TableName=previews,
    BillingMode="PAY_PER_REQUEST",
    AttributeDefinitions=[attribute("blueprint_hash")],
    KeySchema=[key("blueprint_hash")],
)
for bucket in (blueprints, cache):
    s3.create_bucket(Bucket=bucket)
pool = cognito.create_user_pool(PoolName="plans")["UserPool"]["Id"]
page = cognito.create_user_pool_client(UserPoolId=pool, ClientName="page")["UserPoolClient"]["ClientId"]
cognito.admin_create_user(UserPoolId=pool, Username=username)
cognito.admin_set_user_password(UserPoolId=pool, Username=username, Password=password, Permanent=True)

print(
    json.dumps(
        {
            "AWS_REGION": region,
            "AWS_ACCESS_KEY_ID": keys["aws_access_key_id"],
            "AWS_SECRET_ACCESS_KEY": keys["aws_secret_access_key"],
            "AWS_ENDPOINT_URL": endpoint,
            "ROOMPRINT_BACKEND": "aws",
            "JOBS_TABLE_NAME": jobs,
            "PREVIEW_CACHE_TABLE_NAME": previews,
            "BLUEPRINTS_BUCKET_NAME": blueprints,
            "CACHE_BUCKET_NAME": cache,
            "COGNITO_USER_POOL_ID": pool,
            "COGNITO_CLIENT_ID": page,
            "COGNITO_JWKS_URL": f"{endpoint}/{pool}/.well-known/jwks.json",
        }
    )
)
