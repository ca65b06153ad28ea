using System.Text.Json;

namespace EventPlatform.Gateway.Tests.LiveApi.OpenApi;

/// <summary>
/// Holds JSON against the schemas of an OpenAPI document. It knows the keywords that the document uses, and throws at any other.
/// </summary>
/// <param name="document">The document, for references into it.</param>
internal sealed class SchemaChecker(JsonElement document)
{
    private const string Schemas = "#/components/schemas/";

    /// <summary>Members that were met: <c>SCHEMA.MEMBER</c>, of schemas with a name.</summary>
    public HashSet<string> Met { get; } = new(StringComparer.Ordinal);

    /// <summary>What is wrong with a value, each with its path; none: nothing.</summary>
    public List<string> Check(JsonElement value, JsonElement schema, string path = "$", string name = "")
    {
        List<string> wrong = [];
        Check(value, schema, path, name, wrong);
        return wrong;
    }

    /// <summary>What a reference, or the schema itself, stands for.</summary>
    public (JsonElement Schema, string Name) Resolve(JsonElement schema)
    {
        if (!schema.TryGetProperty("$ref", out var reference))
        {
            return (schema, "");
        }

        var name = reference.GetString()!;
        Assert.StartsWith(Schemas, name, StringComparison.Ordinal);
        name = name[Schemas.Length..];
        return (document.GetProperty("components").GetProperty("schemas").GetProperty(name), name);
    }

    private void Check(JsonElement value, JsonElement schema, string path, string name, List<string> wrong)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var isHeld = keyword.Name switch
            {
                "$ref" => Follow(value, schema, path, wrong),
                "type" => Types(keyword.Value).Contains(TypeOf(value)),
                "enum" => keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
                "format" => IsOfFormat(value, keyword.Value.GetString()!),
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= keyword.Value.GetDecimal(),
                "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= keyword.Value.GetDecimal(),
                "minLength" => LengthOf(value) is not { } length || length >= keyword.Value.GetInt32(),
                "maxLength" => LengthOf(value) is not { } length || length <= keyword.Value.GetInt32(),
                "items" => CheckItems(value, keyword.Value, path, wrong),
                "properties" => CheckMembers(value, keyword.Value, path, name, wrong),
                "required" => keyword.Value.EnumerateArray().All(needed => Has(value, needed.GetString()!, path, wrong)),
                "additionalProperties" => keyword.Value.GetBoolean() || HasOnly(value, schema, path, wrong),
                "description" => true,
                _ => throw new NotSupportedException($"The keyword {keyword.Name} is unknown."),
            };
            if (!isHeld)
            {
                wrong.Add($"{path} breaks {keyword.Name} {keyword.Value}");
            }
        }
    }

    private bool Follow(JsonElement value, JsonElement schema, string path, List<string> wrong)
    {
        var (found, name) = Resolve(schema);
        Check(value, found, path, name, wrong);
        return true;
    }

    private bool CheckItems(JsonElement value, JsonElement schema, string path, List<string> wrong)
    {
        foreach (var (index, item) in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Index() : [])
        {
            Check(item, schema, $"{path}[{index}]", "", wrong);
        }

        return true;
    }

    private bool CheckMembers(JsonElement value, JsonElement properties, string path, string name, List<string> wrong)
    {
        foreach (var property in value.ValueKind == JsonValueKind.Object ? properties.EnumerateObject() : default)
        {
            if (value.TryGetProperty(property.Name, out var member))
            {
                Met.Add($"{name}.{property.Name}");
                Check(member, property.Value, $"{path}.{property.Name}", "", wrong);
            }
        }

        return true;
    }

    private static bool Has(JsonElement value, string needed, string path, List<string> wrong)
    {
        if (value.ValueKind == JsonValueKind.Object && !value.TryGetProperty(needed, out _))
        {
            wrong.Add($"{path} lacks {needed}");
        }

        return true;
    }

    private static bool HasOnly(JsonElement value, JsonElement schema, string path, List<string> wrong)
    {
        var properties = schema.GetProperty("properties");
        foreach (var member in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default)
        {
            if (!properties.TryGetProperty(member.Name, out _))
            {
                wrong.Add($"{path} has {member.Name}");
            }
        }

        return true;
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    private static bool IsOfFormat(JsonElement value, string format) => format switch
    {
        "uuid" => value.ValueKind != JsonValueKind.String || Guid.TryParseExact(value.GetString(), "D", out _),
        "int64" => value.ValueKind != JsonValueKind.Number || value.TryGetInt64(out _),
        _ => throw new NotSupportedException($"The format {format} is unknown."),
    };

    private static int? LengthOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()!.EnumerateRunes().Count() : null;
}
