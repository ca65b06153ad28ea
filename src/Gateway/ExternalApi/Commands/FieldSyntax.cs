using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>Check 5 of external-api.md 2 for one field.</summary>
internal static class FieldSyntax
{
    /// <returns>null: nothing is wrong.</returns>
    public static ApiError? Check(CommandField field, Envelope envelope, JsonSlice value, ExternalApiSettings settings)
    {
        var isRight = field.Kind switch
        {
            FieldKind.Text => envelope.TryText(value, out _),
            FieldKind.Name => envelope.TryText(value, out var name) && IsName(name),
            FieldKind.Service => envelope.TryText(value, out _),
            FieldKind.Integer => TryInteger(envelope, value, out var integer) && integer >= field.Min && integer <= field.Max,
            FieldKind.Object => value.Token == JsonTokenType.StartObject,
            FieldKind.Any => true,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Kind, "Not one of the kinds."),
        };
        if (!isRight || field.Rule?.Invoke(envelope, value) == false)
        {
            return ApiErrors.SyntaxError(field.Name);
        }

        return field.Kind == FieldKind.Service && !IsService(envelope, value, settings) ? ApiErrors.UnknownService : null;
    }

    /// <summary>An integer, or a string of digits; one past the range of 64 bits counts as the end of it.</summary>
    public static bool TryInteger(Envelope envelope, JsonSlice value, out long integer)
    {
        integer = 0;
        if (!envelope.TryText(value, out var text)
            || text.IsEmpty
            || (value.Token != JsonTokenType.Number && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0))
        {
            return false;
        }

        if (!Utf8Parser.TryParse(text, out integer, out _))
        {
            integer = text[0] == (byte)'-' ? long.MinValue : long.MaxValue;
        }

        return true;
    }

    /// <summary>Whether a text may be class, subclass, type, obj_id or a session id.</summary>
    public static bool IsName(ReadOnlySpan<byte> text)
    {
        const int Max = FieldKey.FieldCharactersMax;
        return (text.Length <= Max || JsonText.CharacterCount(text) <= Max) && !text.Contains((byte)0);
    }

    private static bool IsService(Envelope envelope, JsonSlice value, ExternalApiSettings settings) =>
        envelope.TryText(value, out var text) && settings.IsService(Encoding.UTF8.GetString(text));
}
