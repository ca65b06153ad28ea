using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Login;

/// <summary>Reads a login: no field of it is checked for syntax, what is unusable makes credentials wrong (external-api.md 3).</summary>
internal static class LoginReader
{
    private static readonly byte[][] Known =
    [
        "user"u8.ToArray(), "password"u8.ToArray(), "pass"u8.ToArray(), "session_id"u8.ToArray(), "meta"u8.ToArray(),
        "service"u8.ToArray(), "token"u8.ToArray(),
    ];

    /// <param name="envelope">The request.</param>
    /// <param name="address">The client's.</param>
    /// <param name="hasBadSessionId">Whether a session id is given that is no text.</param>
    /// <returns>null: credentials that can't be right.</returns>
    public static LoginAttempt? Read(Envelope envelope, IPAddress? address, out bool hasBadSessionId)
    {
        var isRight = TryText(envelope, "user"u8, out var user);
        var passwordField = envelope.Field("password"u8).IsGiven ? "password"u8 : "pass"u8;
        isRight &= TryText(envelope, passwordField, out var password);
        isRight &= TryText(envelope, "token"u8, out var token);
        var sessionId = envelope.Field("session_id"u8);
        string? id = null;
        hasBadSessionId = sessionId.IsGiven && !TrySessionId(envelope, sessionId, out id);
        if (!isRight || (user is null && token is null))
        {
            return null;
        }

        // A service that is no text is none of those that there are.
        var service = TryText(envelope, "service"u8, out var given) ? given ?? ServicesOptions.Default : "";
        var meta = envelope.Field("meta"u8);
        return new LoginAttempt
        {
            User = user,
            Password = password,
            Token = token,
            Service = service,
            SessionId = id,
            Meta = meta.IsGiven ? envelope.Raw(meta).ToArray() : default,
            Fields = Others(envelope),
            Address = address,
        };
    }

    /// <summary>Text or an integer.</summary>
    /// <returns>False: it is given and neither.</returns>
    private static bool TryText(Envelope envelope, ReadOnlySpan<byte> name, out string? text)
    {
        text = null;
        var value = envelope.Field(name);
        if (!value.IsGiven)
        {
            return true;
        }

        var isText = envelope.TryText(value, out var utf8);
        text = isText ? Encoding.UTF8.GetString(utf8) : null;
        return isText;
    }

    /// <summary>A session id is a string; an integer is none here.</summary>
    private static bool TrySessionId(Envelope envelope, JsonSlice value, out string? id)
    {
        id = value.Token == JsonTokenType.String && envelope.TryText(value, out var utf8) ? Encoding.UTF8.GetString(utf8) : null;
        return id is not null;
    }

    private static byte[] Others(Envelope envelope)
    {
        var output = new ArrayBufferWriter<byte>(64);
        foreach (var field in envelope.Fields.Items)
        {
            var name = field.Name.In(envelope.Message.Span);
            if (IsKnown(name))
            {
                continue;
            }

            output.Raw(output.WrittenCount == 0 ? default : ","u8);
            output.Raw(name);
            output.Raw((byte)':');
            output.Raw(envelope.Raw(field.Value));
        }

        return output.WrittenCount == 0 ? [] : [(byte)'{', .. output.WrittenSpan, (byte)'}'];
    }

    private static bool IsKnown(ReadOnlySpan<byte> quoted)
    {
        foreach (var name in Known)
        {
            if (DataFields.IsNamed(quoted, name))
            {
                return true;
            }
        }

        return false;
    }
}
