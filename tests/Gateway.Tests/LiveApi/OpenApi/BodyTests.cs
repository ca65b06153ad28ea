using System.Text.Json;
using System.Text.Json.Nodes;
using static EventPlatform.Gateway.Tests.LiveApi.OpenApi.SampleValues;

namespace EventPlatform.Gateway.Tests.LiveApi.OpenApi;

/// <summary>Bodies are read as the OpenAPI document says: members are of that kind, and needed where it says so.</summary>
public sealed class BodyTests : LiveServerTests
{
    [Fact]
    public async Task EveryMember_LeftOutOrOfAnotherKind_IsRefusedAsDocumented()
    {
        var document = JsonElement.Parse(await Server.Get(LiveServer.Base + "/openapi.json"));
        var checker = new SchemaChecker(document);
        Server.Sessions.Add(Session, "mikey", SampleDirectory.Mikey);
        List<string> wrong = [];
        var taking = DocumentedOperation.All(document).Where(operation => operation.Body is not null);
        foreach (var operation in taking.DistinctBy(operation => checker.Resolve(operation.Body!.Value).Name))
        {
            var (_, name) = checker.Resolve(operation.Body!.Value);
            var sample = BodyOf(name);
            wrong.AddRange(checker.Check(JsonElement.Parse(sample), operation.Body!.Value).Select(what => $"{name}: {what}"));
            foreach (var (member, body, isWrong) in Variants(JsonNode.Parse(sample)!, operation.Body!.Value, checker))
            {
                var (status, problem) = await Server.Send(operation.Method, PathOf(operation.Template), body);
                if (isWrong != (status == 422 && JsonElement.Parse(problem).GetProperty("member").GetString() == member))
                {
                    wrong.Add($"{operation.Key} {body}: {status} {problem}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>The sample without each member, and with each member of another kind, at all depths.</summary>
    private static IEnumerable<(string Member, string Body, bool IsWrong)> Variants(
        JsonNode root, JsonElement schema, SchemaChecker checker) => Variants(root, root, schema, "", checker);

    private static IEnumerable<(string Member, string Body, bool IsWrong)> Variants(
        JsonNode root, JsonNode at, JsonElement schema, string path, SchemaChecker checker)
    {
        var (known, _) = checker.Resolve(schema);
        if (at is JsonArray { Count: > 0 } list && known.TryGetProperty("items", out var items))
        {
            foreach (var variant in Variants(root, list[0]!, items, $"{path}[0]", checker))
            {
                yield return variant;
            }
        }

        if (at is not JsonObject given || !known.TryGetProperty("properties", out var properties))
        {
            yield break;
        }

        string[] needed = known.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(one => $"{one}")] : [];
        foreach (var property in properties.EnumerateObject())
        {
            var name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            Assert.True(given.ContainsKey(property.Name), $"The sample lacks {name}.");
            var value = given[property.Name]?.DeepClone();
            given.Remove(property.Name);
            yield return (name, root.ToJsonString(), needed.Contains(property.Name));

            given[property.Name] = IsOf("boolean", property.Value) ? "x" : true;
            yield return (name, root.ToJsonString(), true);

            given[property.Name] = value;
            if (value is not null)
            {
                foreach (var variant in Variants(root, value, property.Value, name, checker))
                {
                    yield return variant;
                }
            }
        }
    }

    private static bool IsOf(string type, JsonElement schema) =>
        schema.TryGetProperty("type", out var types) && types.ValueKind == JsonValueKind.String && types.GetString() == type;
}
