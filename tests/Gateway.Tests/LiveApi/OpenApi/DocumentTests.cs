using System.Text.Json;
using System.Text.RegularExpressions;
using static EventPlatform.Gateway.Tests.LiveApi.OpenApi.SampleValues;

namespace EventPlatform.Gateway.Tests.LiveApi.OpenApi;

/// <summary>The OpenAPI document in itself, and against the tree of resources.</summary>
public sealed partial class DocumentTests : LiveServerTests
{
    private const string Path = LiveServer.Base + "/openapi.json";

    [Fact]
    public async Task Paths_AndMethods_AreThoseOfTheTree()
    {
        Server.Sessions.Add(Session, "mikey", SampleDirectory.Mikey);
        var documented = DocumentedOperation.All(await Document())
            .GroupBy(operation => Bare(operation.Template), operation => operation.Method.Method, StringComparer.Ordinal)
            .OrderBy(path => path.Key, StringComparer.Ordinal)
            .Select(path => $"{path.Key}: {AllowOf([.. path])}");

        var tree = await ResourceTree.Walk(Server.Services);

        Assert.Equal(tree.Select(path => $"{path.Key}: {path.Value}"), documented);
    }

    [Fact]
    public async Task References_LeadSomewhere_AndEverythingNamedIsUsed()
    {
        var document = await Document();
        var text = document.GetRawText();
        var named = from kind in document.GetProperty("components").EnumerateObject()
                    where kind.Name != "securitySchemes"
                    from one in kind.Value.EnumerateObject()
                    select $"#/components/{kind.Name}/{one.Name}";

        var used = Reference().Matches(text).Select(match => match.Groups[1].Value).Distinct();

        Assert.Equal(named.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Operations_HaveOneIdATagAndTheParametersOfTheirPath()
    {
        var document = await Document();
        var operations = DocumentedOperation.All(document);
        var tags = document.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()).ToHashSet();

        Assert.Distinct(operations.Select(operation => operation.Json.GetProperty("operationId").GetString()));
        foreach (var operation in operations)
        {
            Assert.Contains(operation.Json.GetProperty("tags")[0].GetString(), tags);
            var inPath = operation.Parameters.Where(parameter => parameter.GetProperty("in").GetString() == "path");
            Assert.Equal(
                Parameter().Matches(operation.Template).Select(match => match.Groups[1].Value),
                inPath.Select(parameter => parameter.GetProperty("name").GetString()!));
            Assert.All(operation.Parameters, parameter => Assert.Equal(
                parameter.GetProperty("in").GetString() == "path", parameter.GetProperty("required").GetBoolean()));
            Assert.Distinct(operation.Parameters.Select(parameter => parameter.GetProperty("name").GetString()));
        }
    }

    [Fact]
    public async Task Head_IsOfThisServer()
    {
        var document = await Document();
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        Assert.Equal("0.1.0", document.GetProperty("info").GetProperty("version").GetString());
        Assert.Equal("""[{"url":"/communication_manager/rest"}]""", document.GetProperty("servers").GetRawText());
        Assert.Equal("""[{"basic":[]},{"bearer":[]}]""", document.GetProperty("security").GetRawText());
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        Assert.Equal(["basic", "bearer"], schemes.EnumerateObject().Select(scheme => scheme.Value.GetProperty("scheme").GetString()));
    }

    private static string AllowOf(string[] methods)
    {
        string[] ordered = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];
        string[] implied = methods.Contains("GET") ? ["HEAD", "OPTIONS"] : ["OPTIONS"];
        return string.Join(", ", ordered.Where(method => methods.Contains(method) || implied.Contains(method)));
    }

    private async Task<JsonElement> Document() => JsonElement.Parse(await Server.Get(Path));

    [GeneratedRegex(@"""\$ref"":""([^""]+)""")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
