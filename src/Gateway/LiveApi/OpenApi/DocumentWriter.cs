using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>Writes the OpenAPI document (3.1.0), the members in the order of its specification, 4.8.1.</summary>
internal sealed class DocumentWriter(Utf8JsonWriter json)
{
    private readonly SchemaWriter _schemas = new(json);

    public void Write(IReadOnlyList<ApiPath> paths)
    {
        json.WriteStartObject();
        json.WriteString("openapi", "3.1.0");
        DocumentHead.Write(json, paths.Select(path => path.Tag).Distinct());
        json.WriteStartObject("paths");
        foreach (var path in paths)
        {
            WritePath(path);
        }

        json.WriteEndObject();
        WriteComponents();
        json.WriteEndObject();
    }

    private void WritePath(ApiPath path)
    {
        json.WriteStartObject(path.Template);
        WriteParameters(path.Parameters);
        foreach (var operation in path.Operations)
        {
            json.WriteStartObject(operation.Method);
            json.WriteStartArray("tags");
            json.WriteStringValue(path.Tag);
            json.WriteEndArray();
            json.WriteString("summary", operation.Summary);
            json.WriteString("operationId", operation.Method + path.Key);
            WriteParameters(operation.Parameters);
            WriteRequestBody(operation.Body);
            WriteAnswers(operation, path);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteParameters(ImmutableArray<Parameter> parameters)
    {
        if (parameters.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("parameters");
        foreach (var parameter in parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("in", parameter.In);
            json.WriteString("description", parameter.Description);
            json.WriteBoolean("required", parameter.IsNeeded);
            json.WritePropertyName("schema");
            _schemas.Write(parameter.Schema);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteRequestBody(Schema? body)
    {
        if (body is not null)
        {
            json.WriteStartObject("requestBody");
            WriteContent(LiveApiJson.ContentType, body);
            json.WriteBoolean("required", true);
            json.WriteEndObject();
        }
    }

    private void WriteAnswers(Operation operation, ApiPath path)
    {
        json.WriteStartObject("responses");
        foreach (var answer in operation.Answers)
        {
            json.WriteStartObject($"{answer.Status}");
            json.WriteString("description", answer.Description);
            WriteHeaders(answer.Headers);
            if (answer.Schema is not null)
            {
                WriteContent(LiveApiJson.ContentType, answer.Schema);
            }

            json.WriteEndObject();
        }

        foreach (var status in RefusalsOf(operation, path))
        {
            json.WriteStartObject($"{status}");
            json.WriteString("$ref", $"#/components/responses/{RefusalAnswer.Of(status).Name}");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static IEnumerable<int> RefusalsOf(Operation operation, ApiPath path)
    {
        ImmutableArray<int> ofPath = [.. path.MayLeadNowhere ? [404] : (int[])[], .. path.SharesNames ? [409] : (int[])[]];
        return RefusalAnswer.OfAny.Concat(ofPath).Concat(operation.Refusals).Distinct().Order();
    }

    private void WriteHeaders(ImmutableArray<AnswerHeader> headers)
    {
        if (headers.IsEmpty)
        {
            return;
        }

        json.WriteStartObject("headers");
        foreach (var header in headers)
        {
            json.WriteStartObject(header.Name);
            json.WriteString("description", header.Description);
            json.WriteBoolean("required", header.IsNeeded);
            json.WritePropertyName("schema");
            _schemas.Write(Schema.Text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteContent(string type, Schema schema)
    {
        json.WriteStartObject("content");
        json.WriteStartObject(type);
        json.WritePropertyName("schema");
        _schemas.Write(schema);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteComponents()
    {
        json.WriteStartObject("components");
        json.WriteStartObject("responses");
        foreach (var refusal in RefusalAnswer.All)
        {
            json.WriteStartObject(refusal.Name);
            json.WriteString("description", refusal.Description);
            WriteContent(LiveApiJson.ProblemType, refusal.Schema);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        DocumentHead.WriteSecuritySchemes(json);
        _schemas.WriteNamed();
        json.WriteEndObject();
    }
}
