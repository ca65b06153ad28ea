using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>The JSON object in a request's body; refusals in the order 413, 415, 412, 422 (docs/protocols/live-api.md, 1).</summary>
internal static class JsonBody
{
    /// <summary>Reads the body; its value is to be disposed.</summary>
    public static async ValueTask<Found<JsonDocument>> Read(Exchange exchange, long bytesMax)
    {
        // Step 1: the size, from the header when it says so.
        var request = exchange.Context.Request;
        if (request.ContentLength > bytesMax || await Collect(exchange.Context, bytesMax) is not { } bytes)
        {
            return new Problem(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {bytesMax} bytes.");
        }

        // Step 2: the kind. Absent counts as JSON.
        if (!IsJson(request.ContentType))
        {
            return new Problem(StatusCodes.Status415UnsupportedMediaType, "The body must be application/json.");
        }

        // Step 3: the form, then the value.
        var document = Parse(bytes);
        if (document is { IsOk: true, Value.RootElement.ValueKind: not JsonValueKind.Object })
        {
            document.Value.Dispose();
            return Problem.Wrong("body", "must be an object");
        }

        return document;
    }

    private static Found<JsonDocument> Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
        {
            return new Problem(StatusCodes.Status412PreconditionFailed, "The body is not UTF-8.");
        }

        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            // There is no other way to ask.
            return new Problem(StatusCodes.Status412PreconditionFailed, "The body is not JSON.");
        }
    }

    private static bool IsJson(string? contentType)
    {
        if (string.IsNullOrWhiteSpace(contentType))
        {
            return true;
        }

        return MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.Equals(LiveApiJson.ContentType, StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> Collect(HttpContext context, long bytesMax)
    {
        // The bound of ours is the one that counts.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        var bytes = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
            foreach (var piece in read.Buffer)
            {
                if (bytes.WrittenCount + piece.Length > bytesMax)
                {
                    return null;
                }

                bytes.Write(piece.Span);
            }

            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return bytes.WrittenMemory;
            }
        }
    }
}
