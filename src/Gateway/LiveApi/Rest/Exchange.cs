using System.Collections.Immutable;
using System.Text.Json;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>A request on its way to its answer. Answers return null, so that a handler can end with one.</summary>
/// <param name="Context">The request.</param>
/// <param name="Path">Its path, decoded and encoded again.</param>
/// <param name="Services">What resources work with.</param>
internal sealed record Exchange(HttpContext Context, string Path, LiveApiServices Services)
{
    private const int FlushBytes = 16_384;

    public CancellationToken Aborted => Context.RequestAborted;

    private bool IsHead => HttpMethods.IsHead(Context.Request.Method);

    /// <summary>204.</summary>
    public Problem? AnswerNothing()
    {
        Context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }

    /// <summary>An object with its ETag, or 304 when the client has it.</summary>
    public async Task<Problem?> AnswerObject(Action<Utf8JsonWriter> write)
    {
        var body = JsonBytes.Of(write);
        var tag = EntityTag.Of(body.Span);
        var response = Context.Response;
        response.Headers.ETag = tag;
        if (EntityTag.IsHeld(Context.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return null;
        }

        return await AnswerBody(body);
    }

    /// <summary>What was made is at <paramref name="path"/>: 204, or 201 with the object for who prefers that.</summary>
    public async Task<Problem?> AnswerCreated(string path, Action<Utf8JsonWriter> write)
    {
        var response = Context.Response;
        response.Headers.Location = path;
        if (!Preferences.WantRepresentation(Context.Request.Headers["Prefer"]))
        {
            return AnswerNothing();
        }

        var body = JsonBytes.Of(write);
        response.StatusCode = StatusCodes.Status201Created;
        response.Headers.ETag = EntityTag.Of(body.Span);
        return await AnswerBody(body);
    }

    /// <summary>A list, written at the client's pace.</summary>
    public Task<Problem?> AnswerList<T>(ImmutableArray<T> items, Action<Utf8JsonWriter, T> write, string? link)
    {
        if (link is not null)
        {
            Context.Response.Headers.Link = link;
        }

        return AnswerStream(async (json, flush) =>
        {
            json.WriteStartArray();
            foreach (var item in items)
            {
                write(json, item);
                await flush();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>JSON of any length; the writer is to call the given function now and then, which waits for a slow client.</summary>
    public async Task<Problem?> AnswerStream(Func<Utf8JsonWriter, Func<ValueTask>, Task> write)
    {
        Context.Response.ContentType = LiveApiJson.ContentType;
        if (IsHead)
        {
            return null;
        }

        var output = Context.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(output, LiveApiJson.WriterOptions);
        var flushed = 0L;
        await write(json, Flush);
        return null;

        async ValueTask Flush()
        {
            if (json.BytesCommitted + json.BytesPending - flushed >= FlushBytes)
            {
                flushed = json.BytesCommitted + json.BytesPending;
                json.Flush();
                await output.FlushAsync(Aborted);
            }
        }
    }

    private async Task<Problem?> AnswerBody(ReadOnlyMemory<byte> body)
    {
        Context.Response.ContentType = LiveApiJson.ContentType;
        Context.Response.ContentLength = body.Length;
        if (!IsHead)
        {
            await Context.Response.BodyWriter.WriteAsync(body, Aborted);
        }

        return null;
    }
}
