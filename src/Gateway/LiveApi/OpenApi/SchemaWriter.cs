using System.Collections.Immutable;
using System.Text.Json;

namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>Writes JSON schemas. Those with a name are referred to, and kept to be written once.</summary>
internal sealed class SchemaWriter(Utf8JsonWriter json)
{
    private readonly SortedDictionary<string, Schema> _named = new(StringComparer.Ordinal);
    private readonly Queue<Schema.Named> _waiting = [];

    public void Write(Schema schema)
    {
        json.WriteStartObject();
        WriteMembers(schema);
        json.WriteEndObject();
    }

    /// <summary>Writes <c>"schemas"</c>: all that were referred to.</summary>
    public void WriteNamed()
    {
        json.WriteStartObject("schemas");
        while (_waiting.TryDequeue(out var next))
        {
            json.WritePropertyName(next.Name);
            Write(next.Value);
        }

        json.WriteEndObject();
    }

    private void WriteMembers(Schema schema, bool orNull = false)
    {
        switch (schema)
        {
            case Schema.Named named:
                WriteReference(named);
                break;
            case Schema.Optional optional:
                WriteMembers(optional.Value, orNull: true);
                break;
            case Schema.OfText text:
                WriteText(text, orNull);
                break;
            case Schema.OfInteger integer:
                WriteType("integer", orNull);
                json.WriteString("format", "int64");
                WriteIf("minimum", integer.Min);
                WriteIf("maximum", integer.Max);
                break;
            case Schema.OfFlag:
                WriteType("boolean", orNull);
                break;
            case Schema.OfList list:
                WriteType("array", orNull);
                json.WritePropertyName("items");
                Write(list.Item);
                break;
            case Schema.OfObject members:
                WriteType("object", orNull);
                WriteObject(members);
                break;
            default:
                throw new InvalidOperationException($"Unhandled schema {schema}.");
        }
    }

    private void WriteReference(Schema.Named named)
    {
        if (_named.TryAdd(named.Name, named.Value))
        {
            _waiting.Enqueue(named);
        }
        else if (!ReferenceEquals(_named[named.Name], named.Value))
        {
            throw new InvalidOperationException($"Two schemas are called {named.Name}.");
        }

        json.WriteString("$ref", $"#/components/schemas/{named.Name}");
    }

    private void WriteText(Schema.OfText text, bool orNull)
    {
        WriteType("string", orNull);
        if (text.Format is not null)
        {
            json.WriteString("format", text.Format);
        }

        WriteIf("minLength", text.LengthMin);
        WriteIf("maxLength", text.LengthMax);
        if (!text.Words.IsEmpty)
        {
            WriteTexts("enum", text.Words);
        }
    }

    private void WriteObject(Schema.OfObject schema)
    {
        json.WriteStartObject("properties");
        foreach (var member in schema.Members)
        {
            json.WriteStartObject(member.Name);
            WriteMembers(member.Schema);
            if (member.Description is not null)
            {
                json.WriteString("description", member.Description);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        ImmutableArray<string> needed = [.. schema.Members.Where(member => member.IsNeeded).Select(member => member.Name)];
        if (!needed.IsEmpty)
        {
            WriteTexts("required", needed);
        }

        json.WriteBoolean("additionalProperties", !schema.IsClosed);
    }

    private void WriteType(string type, bool orNull)
    {
        if (orNull)
        {
            WriteTexts("type", [type, "null"]);
        }
        else
        {
            json.WriteString("type", type);
        }
    }

    private void WriteTexts(string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private void WriteIf(string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
