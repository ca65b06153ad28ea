using System.Net;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>A client that keeps what it got and asks whether that still holds (docs/protocols/live-api.md, 1, ETag).</summary>
internal sealed class RestCache(RestClient rest)
{
    private readonly Dictionary<string, (string Tag, DoorAnswer Answer)> _kept = [];

    internal async Task<DoorAnswer> Get(string path)
    {
        var isKept = _kept.TryGetValue(path, out var kept);
        using var response = await rest.Send(HttpMethod.Get, path, body: null, isKept ? [("If-None-Match", kept.Tag)] : []);
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            return kept.Answer;
        }

        var answer = await RestAnswers.Read(response);
        if (response.Headers.ETag is { } tag)
        {
            Assert.False(tag.IsWeak);
            Assert.False(isKept && kept.Answer.Text == answer.Text, $"The ETag of {path} changed, the JSON did not: {kept.Tag}, {tag}");
            _kept[path] = (tag.ToString(), answer);
        }

        return answer;
    }
}
