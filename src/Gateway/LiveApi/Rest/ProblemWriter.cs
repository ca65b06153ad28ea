using System.Buffers;
using System.Text.Json;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.WebUtilities;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>Refusals on the wire: <c>application/problem+json</c> (docs/protocols/live-api.md, 1).</summary>
internal static class ProblemWriter
{
    public static async Task Write(HttpContext context, Problem problem)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, LiveApiJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(problem.Status));
            json.WriteNumber("status", problem.Status);
            json.WriteString("detail", problem.Detail);
            if (problem.Member is not null)
            {
                json.WriteString("member", problem.Member);
            }

            json.WriteEndObject();
        }

        var response = context.Response;
        response.StatusCode = problem.Status;
        response.ContentType = LiveApiJson.ProblemType;
        response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body.WrittenMemory, context.RequestAborted);
        }
    }

    /// <summary>A refusal of the gate: its header stays, its text is the detail. A redirection has no body.</summary>
    public static Task Write(HttpContext context, HttpRefusal refusal)
    {
        if (refusal.Header?.IndexOf(':') is { } colon and > 0)
        {
            context.Response.Headers.Append(refusal.Header[..colon], refusal.Header[(colon + 1)..].Trim());
        }

        if (refusal.Status < StatusCodes.Status400BadRequest)
        {
            context.Response.StatusCode = refusal.Status;
            return Task.CompletedTask;
        }

        return Write(context, new Problem(refusal.Status, refusal.Body.Length > 0 ? refusal.Body : DetailOf(refusal.Status)));
    }

    private static string DetailOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Credentials are missing or wrong.",
        StatusCodes.Status403Forbidden => "This client has no access.",
        StatusCodes.Status429TooManyRequests => "Too many requests; try again later.",
        _ => $"{ReasonPhrases.GetReasonPhrase(status)}.",
    };
}
