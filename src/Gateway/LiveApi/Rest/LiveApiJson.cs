using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>How this front end writes JSON: only what must be escaped is, as its answers are never part of a page.</summary>
internal static class LiveApiJson
{
    public const string ContentType = "application/json";

    public const string ProblemType = "application/problem+json";

    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
