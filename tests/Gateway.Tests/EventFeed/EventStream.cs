using System.Text;
using System.Text.Json;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>A reader of Server-Sent Events, block by block as they came.</summary>
internal sealed class EventStream : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private StreamReader? _lines;

    private EventStream()
    {
    }

    public HttpResponseMessage Response { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Uri UriOf(FeedServer server, string query) =>
        new($"http://127.0.0.1:{server.Port}/communication_manager/sse/event{query}");

    /// <summary>Asks, and has the head of the response.</summary>
    public static async Task<EventStream> Open(
        FeedServer server, string query = "", string? lastEventId = null, bool hasCredentials = true)
    {
        var stream = new EventStream();
        using var request = new HttpRequestMessage(HttpMethod.Get, UriOf(server, query));
        if (hasCredentials)
        {
            request.Headers.Add("Authorization", FeedServer.Credentials);
        }

        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        stream.Response = await stream._client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        return stream;
    }

    /// <summary>The next block, each line with its LF.</summary>
    public async Task<string> Next() => await TryNext() ?? throw new EndOfStreamException();

    /// <summary>The same; null: the response has ended.</summary>
    public async Task<string?> TryNext()
    {
        _lines ??= new StreamReader(await Response.Content.ReadAsStreamAsync(Cancel));
        var block = new StringBuilder();
        while (await _lines.ReadLineAsync(Cancel) is { } line)
        {
            if (line.Length == 0)
            {
                return block.ToString();
            }

            block.Append(line).Append('\n');
        }

        Assert.Equal("", block.ToString());
        return null;
    }

    /// <summary>The id of the next event, which must be of this type.</summary>
    public async Task<string> NextId(string type)
    {
        var lines = (await Next()).Split('\n');
        Assert.StartsWith("id: ", lines[0], StringComparison.Ordinal);
        var data = JsonElement.Parse(lines[1]["data: ".Length..]);
        Assert.Equal(type, data.GetProperty("type").GetString());
        Assert.Equal(lines[0]["id: ".Length..], data.GetProperty("eventId").GetString());
        return lines[0]["id: ".Length..];
    }

    public void Dispose()
    {
        Response.Dispose();
        _client.Dispose();
        _lines?.Dispose();
    }
}
