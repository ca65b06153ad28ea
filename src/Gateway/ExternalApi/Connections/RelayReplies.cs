using System.Buffers;
using System.Text.Json;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.ExternalApi.Json;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>What becomes of a target's answer for who had the request relayed (external-api.md 4): a reply's members but the tid.</summary>
internal static class RelayReplies
{
    /// <summary>The target was late.</summary>
    public static byte[] TimedOut() => Replies.Members(ApiErrors.Timeout);

    /// <summary>The target owes too many answers already.</summary>
    public static byte[] Overloaded() => Replies.Members(ApiErrors.Overloaded);

    /// <summary>Data goes through as it is, but for <c>{}</c>; an error only with an integer code and a text.</summary>
    /// <param name="response">The target's response.</param>
    /// <param name="newReference">Makes the reference of an error that says too little, and logs it.</param>
    public static byte[] Of(Envelope response, Func<string> newReference)
    {
        var isOk = response.Is(response.Result, "ok"u8);
        if (!isOk && !(response.Is(response.Result, "error"u8) && IsError(response)))
        {
            return Replies.Members(ApiErrors.InternalError(newReference()));
        }

        var output = new ArrayBufferWriter<byte>(response.Data.Length + 32);
        output.Raw(isOk ? "\"result\":\"ok\""u8 : "\"result\":\"error\""u8);
        if (response.Data.IsGiven && !IsEmptyObject(response))
        {
            output.Raw(",\"data\":"u8);
            output.OneLine(response.Raw(response.Data));
        }

        return output.WrittenSpan.ToArray();
    }

    private static bool IsEmptyObject(Envelope response) =>
        response.Data.Token == JsonTokenType.StartObject && JsonBody.IsEmpty(response.Raw(response.Data));

    private static bool IsError(Envelope response)
    {
        var code = response.Field("code"u8);
        return code.Token == JsonTokenType.Number
            && JsonText.IsInteger(response.Raw(code))
            && response.Field("error"u8).Token == JsonTokenType.String;
    }
}
