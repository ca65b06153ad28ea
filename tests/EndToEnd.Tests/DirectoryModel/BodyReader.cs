using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Reads members of a body and notes those that are missing or wrong: each of them may be named by a refusal.</summary>
/// <param name="body">The object.</param>
/// <param name="prefix">Its path, with a dot, or nothing.</param>
/// <param name="wrong">Paths of wrong members.</param>
internal sealed class BodyReader(JsonObject body, string prefix, List<string> wrong)
{
    internal bool Has(string member) => body.ContainsKey(member);

    internal string PathOf(string member) => prefix + member;

    internal string? Text(string member, bool isMandatory = false, Func<string, bool>? isRight = null)
    {
        var text = Plain(member);
        var isFine = Has(member) ? text is not null && (isRight is null || isRight(text)) : !isMandatory;
        return Checked(isFine, member) ? text : null;
    }

    internal string? Name(string member, bool isMandatory) => Text(member, isMandatory, ModelNames.IsName);

    /// <summary>A display name; what an empty one does is open.</summary>
    internal string? Shown(string member) => Text(member) is "" ? throw new UnspecifiedException("an empty display name") : Plain(member);

    /// <summary>In lower case.</summary>
    internal string? Id(string member = "id") => Text(member, isRight: ModelNames.IsId)?.ToLowerInvariant();

    /// <summary>null: it is absent, or given as null.</summary>
    internal string? IdOrNull(string member) => Kind(member) == JsonValueKind.Null ? null : Id(member);

    internal bool? Flag(string member)
    {
        var isFine = !Has(member) || Kind(member) is JsonValueKind.True or JsonValueKind.False;
        return Checked(isFine, member) && Has(member) ? Kind(member) == JsonValueKind.True : null;
    }

    internal string[]? Texts(string member)
    {
        var items = List(member);
        if (items is null)
        {
            return null;
        }

        for (var index = 0; index < items.Count; index++)
        {
            Checked(items[index]?.GetValueKind() == JsonValueKind.String, $"{member}[{index}]");
        }

        return items.All(item => item?.GetValueKind() == JsonValueKind.String) ? [.. items.Select(item => item!.GetValue<string>())] : null;
    }

    internal long? Integer(string member, bool isMandatory, Func<long, bool> isRight)
    {
        long value = 0;
        var isNumber = Kind(member) == JsonValueKind.Number && body[member]!.AsValue().TryGetValue(out value);
        var isFine = Has(member) ? isNumber && isRight(value) : !isMandatory;
        return Checked(isFine, member) && Has(member) ? value : null;
    }

    internal JsonArray? List(string member) =>
        Checked(!Has(member) || Kind(member) == JsonValueKind.Array, member) ? body[member]?.AsArray() : null;

    internal JsonValueKind Kind(string member) =>
        body.TryGetPropertyValue(member, out var value) ? value?.GetValueKind() ?? JsonValueKind.Null : JsonValueKind.Undefined;

    private string? Plain(string member)
    {
        try
        {
            return Kind(member) == JsonValueKind.String ? body[member]!.GetValue<string>() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text.
            return null;
        }
    }

    private bool Checked(bool isFine, string member)
    {
        if (!isFine)
        {
            wrong.Add(prefix + member);
        }

        return isFine;
    }
}
