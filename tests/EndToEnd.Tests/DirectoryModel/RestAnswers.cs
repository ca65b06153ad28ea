using System.Net;
using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Answers of the REST APIs as text: the status, then the body in canonical form, or the member that was refused.</summary>
internal static class RestAnswers
{
    internal static async Task<DoorAnswer> Read(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var status = (int)response.StatusCode;
        if (status >= 400)
        {
            return DoorAnswer.Of(Problem(response, status, text));
        }

        var body = text.Length == 0 ? null : JsonNode.Parse(text);
        if (body is JsonObject report && report.ContainsKey("dryRun"))
        {
            return new DoorAnswer($"{status} {ImportReport.Comparable(report)}", what => IdOf(report, what));
        }

        var answer = body is null ? $"{status}" : $"{status} {ModelJson.Canonical(body)}";
        return response.Headers.Location is { } location
            ? new DoorAnswer(answer, _ => location.OriginalString.Split('/')[^1])
            : DoorAnswer.Of(answer);
    }

    /// <summary>docs/protocols/live-api.md, 1.</summary>
    private static string Problem(HttpResponseMessage response, int status, string text)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(status, (int)problem["status"]!);
        Assert.False(string.IsNullOrEmpty((string?)problem["title"]));
        if (problem["member"] is not { } member)
        {
            return $"{status}";
        }

        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict });
        Assert.StartsWith($"{member}: ", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.EndsWith(".", (string?)problem["detail"], StringComparison.Ordinal);
        return $"{status} {member}";
    }

    private static string IdOf(JsonObject report, string what)
    {
        var (kind, path) = (what[..what.IndexOf(' ', StringComparison.Ordinal)], what[(what.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var added = report["changes"]!.AsArray().FirstOrDefault(change => (string?)change!["change"] == "added"
            && kind.Equals((string?)change["kind"], StringComparison.OrdinalIgnoreCase)
            && path == string.Join('/', change["path"]!.AsArray().Select(name => (string?)name)));
        return (string?)added?["id"] ?? throw new InvalidDataException($"No id was given to {what}.");
    }
}
