using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.ExternalApi.Json;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>The fields of a command, in the order of its document.</summary>
internal sealed class CommandSyntax(params CommandField[] fields)
{
    private readonly CommandField[] _byName = [.. fields.OrderBy(field => field.Name, StringComparer.Ordinal)];
    private readonly CommandField[] _mandatory = [.. fields.Where(field => field.IsMandatory)];

    /// <summary>Checks 5 and 6 of external-api.md 2: syntax by the order of names, then what is missing by the table's.</summary>
    /// <returns>null: nothing is wrong.</returns>
    public ApiError? Check(Envelope envelope, ExternalApiSettings settings)
    {
        if (CheckData(envelope) is { } noObject)
        {
            return noObject;
        }

        foreach (var field in _byName)
        {
            var value = envelope.Field(field.Utf8);
            if (value.IsGiven && FieldSyntax.Check(field, envelope, value, settings) is { } error)
            {
                return error;
            }
        }

        foreach (var field in _mandatory)
        {
            if (!envelope.Field(field.Utf8).IsGiven)
            {
                return ApiErrors.MissingField(field.Name);
            }
        }

        return null;
    }

    /// <summary>Whether data is an object, an empty list, which some languages write for one, or not there.</summary>
    /// <returns>null: it is.</returns>
    public static ApiError? CheckData(Envelope envelope)
    {
        var isRight = envelope.Data.Token switch
        {
            JsonTokenType.None or JsonTokenType.StartObject => true,
            JsonTokenType.StartArray => JsonBody.IsEmpty(envelope.Raw(envelope.Data)),
            _ => false,
        };
        return isRight ? null : ApiErrors.SyntaxError("data");
    }

    /// <summary>The names in data that the command does not know, as they were sent, each once, in their order.</summary>
    public ImmutableArray<byte[]> Unrecognized(Envelope envelope)
    {
        HashSet<byte[]>? seen = null;
        List<byte[]>? names = null;
        foreach (var item in envelope.Fields.Items)
        {
            var quoted = envelope.Raw(item.Name);
            if (Knows(quoted))
            {
                continue;
            }

            seen ??= new(Hub.Subscriptions.Utf8Comparer.Instance);
            if (seen.Add(JsonBody.NameOf(quoted[1..^1])))
            {
                (names ??= []).Add(quoted.ToArray());
            }
        }

        return names is null ? [] : [.. names];
    }

    private bool Knows(ReadOnlySpan<byte> quoted)
    {
        foreach (var field in fields)
        {
            if (DataFields.IsNamed(quoted, field.Utf8))
            {
                return true;
            }
        }

        return false;
    }
}
