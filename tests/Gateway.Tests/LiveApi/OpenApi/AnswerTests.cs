using System.Net.Http.Headers;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Commands;
using static EventPlatform.Gateway.Tests.LiveApi.OpenApi.SampleValues;

namespace EventPlatform.Gateway.Tests.LiveApi.OpenApi;

/// <summary>Every operation answers as the OpenAPI document says: with these statuses, and JSON of this shape.</summary>
public sealed class AnswerTests : LiveServerTests
{
    private const string Path = LiveServer.Base + "/openapi.json";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What is documented comes, nothing else does, and no member that is documented is never written.</summary>
    [Fact]
    public async Task EveryOperation_OnEveryAttempt_AnswersAsDocumented()
    {
        var document = JsonElement.Parse(await Server.Get(Path));
        var checker = new SchemaChecker(document);
        List<string> wrong = [];
        foreach (var operation in DocumentedOperation.All(document))
        {
            SortedSet<string> answered = new(StringComparer.Ordinal);
            foreach (var attempt in Attempt.All)
            {
                Reset();
                answered.Add(await Try(operation, attempt, document, checker, wrong));
            }

            if (!answered.SetEquals(operation.Statuses))
            {
                wrong.Add($"{operation.Key}: {string.Join(' ', operation.Statuses)} documented, {string.Join(' ', answered)} answered");
            }
        }

        wrong.AddRange(AnsweredMembers(document).Except(checker.Met).Select(member => $"{member} was never answered"));

        // What is wrong with one is wrong with many: each once.
        var kinds = wrong.DistinctBy(line => line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..]);
        Assert.True(wrong.Count == 0, string.Join('\n', kinds));
    }

    /// <summary>What a failure brings to any operation.</summary>
    [Fact]
    public async Task Failures_AreProblemsAsDocumented()
    {
        var document = JsonElement.Parse(await Server.Get(Path));
        var operations = DocumentedOperation.All(document).ToDictionary(operation => operation.Key);
        Reset();
        Server.Sessions.Failure = new Failure(FailureKind.Unavailable, "ref");
        Server.Extensions.Exception = new InvalidOperationException();
        foreach (var (key, status) in new[]
        {
            ("GET /live/coreServers/{coreServerId}/users", "503"),
            ("POST /live/coreServers/{coreServerId}/extensions/{extensionId}/note/set", "500"),
        })
        {
            List<string> wrong = [];
            Assert.Equal(status, await Try(operations[key], new Attempt("plain"), document, new SchemaChecker(document), wrong));
            Assert.Empty(wrong);
        }
    }

    private void Reset()
    {
        SampleDirectory.Fill(Server.Replica);
        Server.Sessions.All.Clear();
        Server.Sessions.Add(Session, "mikey", SampleDirectory.Mikey);
        Server.Directory.Refusal = null;
        Server.Directory.Report = Server.Directory.Report with
        {
            Changes =
            [
                new ImportChange(ImportChangeKind.Added, null, SampleDirectory.Mikey, ["mikey"]),
                new ImportChange(ImportChangeKind.Added, PlaceKind.Location, null, ["Bonn"]),
            ],
        };
    }

    /// <summary>The status of the answer, whose shape has been looked at.</summary>
    private async Task<string> Try(
        DocumentedOperation operation, Attempt attempt, JsonElement document, SchemaChecker checker, List<string> wrong)
    {
        var name = operation.Body is { } schema ? checker.Resolve(schema).Name : null;
        var body = name is null ? null : attempt.Body ?? BodyOf(name);
        var path = PathOf(operation.Template, attempt.IsLost) + attempt.Query;
        if (attempt.IsConflict)
        {
            (path, body) = Contradict(operation, path, body);
        }

        (string, string)[] headers = attempt.Header is { } header
            ? [(header.Name, attempt.HasTag ? await TagOf(operation, path) : header.Value)]
            : [];
        using var response = await Server.Ask(operation.Method, path, body, attempt.ContentType, headers);
        var status = $"{(int)response.StatusCode}";
        var where = $"{operation.Key} {attempt.Name}: {status}";
        if (!operation.Responses.TryGetProperty(status, out var answer))
        {
            wrong.Add($"{where} is not documented");
            return status;
        }

        var text = await response.Content.ReadAsStringAsync(Cancel);
        wrong.AddRange(Check(Resolve(answer, document), response.Headers, response.Content.Headers, text, checker)
            .Select(what => $"{where}: {what}"));
        return status;
    }

    private static IEnumerable<string> Check(
        JsonElement answer, HttpResponseHeaders headers, HttpContentHeaders contentHeaders, string text, SchemaChecker checker)
    {
        List<string> known = answer.TryGetProperty("headers", out var documented)
            ? [.. from header in documented.EnumerateObject()
                  where header.Value.GetProperty("required").GetBoolean()
                  select header.Name]
            : [];
        string[] possible = ["ETag", "Location"];
        var wrong = possible
            .Where(header => headers.Contains(header) != known.Contains(header))
            .Select(header => $"{header}, documented: {known.Contains(header)}");
        if (!answer.TryGetProperty("content", out var content))
        {
            return text.Length > 0 ? wrong.Append("has a body") : wrong;
        }

        var type = content.EnumerateObject().Single().Name;
        return contentHeaders.ContentType?.MediaType == type
            ? wrong.Concat(checker.Check(JsonElement.Parse(text), DocumentedOperation.SchemaOf(answer)))
            : wrong.Append($"is {contentHeaders.ContentType}");
    }

    private static JsonElement Resolve(JsonElement answer, JsonElement document) =>
        answer.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("responses").GetProperty(reference.GetString()!.Split('/')[^1])
            : answer;

    private async Task<string> TagOf(DocumentedOperation operation, string path)
    {
        using var response = await Server.Ask(operation.Method == HttpMethod.Get ? HttpMethod.Get : HttpMethod.Options, path);
        return response.Headers.ETag?.ToString() ?? "\"none\"";
    }

    /// <summary>Names that several have, a user name that is taken, and what Directory refuses where that is documented.</summary>
    private (string Path, string? Body) Contradict(DocumentedOperation operation, string path, string? body)
    {
        if (!operation.Statuses.Contains("409"))
        {
            return (path, body);
        }

        Server.Sessions.Add("s2", "mikey", SampleDirectory.Mikey);
        Server.Directory.Refusal = new Refusal(RefusalKind.Taken, "name");
        var isShared = !operation.Template.Contains("tenants", StringComparison.Ordinal);
        return (
            isShared ? path.Replace("/extensions/getByName/300", "/extensions/getByName/20", StringComparison.Ordinal) : path,
            body?.Replace("\"new\"", "\"anna\"", StringComparison.Ordinal));
    }

    /// <summary>Members of the closed schemas, which answers are made of.</summary>
    private static IEnumerable<string> AnsweredMembers(JsonElement document) =>
        from schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject()
        where !schema.Value.GetProperty("additionalProperties").GetBoolean()
        from member in schema.Value.GetProperty("properties").EnumerateObject()
        select $"{schema.Name}.{member.Name}";
}
