using System.Collections.Immutable;
using System.Text;

namespace EventPlatform.Testing.Fuzzing;

/// <summary>A JSON value as it is written: literals, numbers and strings are their text, names stand with their quotes.</summary>
public abstract record JsonTree
{
    private JsonTree()
    {
    }

    /// <summary>The value as text.</summary>
    /// <param name="gap">White space for each place where there may be some; null: none.</param>
    public string ToText(Func<string>? gap = null)
    {
        var text = new StringBuilder();
        Write(text, gap ?? (() => ""));
        return text.ToString();
    }

    /// <summary>Simpler values that are much like this one, the simplest first.</summary>
    public abstract IEnumerable<JsonTree> Simpler();

    protected abstract void Write(StringBuilder text, Func<string> gap);

    private static IEnumerable<ImmutableArray<T>> Without<T>(ImmutableArray<T> items) =>
        items.Select((_, index) => items.RemoveAt(index));

    /// <summary>A literal, a number, or a string with its quotes.</summary>
    public sealed record Leaf(string Text) : JsonTree
    {
        public override IEnumerable<JsonTree> Simpler() => Text == "0" ? [] : [new Leaf("0")];

        protected override void Write(StringBuilder text, Func<string> gap) => text.Append(Text);
    }

    /// <summary>A list.</summary>
    public sealed record Row(ImmutableArray<JsonTree> Items) : JsonTree
    {
        public override IEnumerable<JsonTree> Simpler() =>
        [
            .. Items,
            .. Without(Items).Select(items => new Row(items)),
            .. Items.SelectMany((item, index) => item.Simpler().Select(simpler => new Row(Items.SetItem(index, simpler)))),
        ];

        protected override void Write(StringBuilder text, Func<string> gap)
        {
            text.Append('[').Append(gap());
            for (var index = 0; index < Items.Length; index++)
            {
                text.Append(index == 0 ? "" : ",").Append(gap());
                Items[index].Write(text, gap);
                text.Append(gap());
            }

            text.Append(']');
        }
    }

    /// <summary>An object; names stand with their quotes, some more than once.</summary>
    public sealed record Branch(ImmutableArray<KeyValuePair<string, JsonTree>> Members) : JsonTree
    {
        public override IEnumerable<JsonTree> Simpler() =>
        [
            .. Members.Select(member => member.Value),
            .. Without(Members).Select(members => new Branch(members)),
            .. Members.SelectMany((member, index) => member.Value.Simpler().Select(simpler =>
                new Branch(Members.SetItem(index, KeyValuePair.Create(member.Key, simpler))))),
        ];

        protected override void Write(StringBuilder text, Func<string> gap)
        {
            text.Append('{').Append(gap());
            for (var index = 0; index < Members.Length; index++)
            {
                text.Append(index == 0 ? "" : ",").Append(gap()).Append(Members[index].Key).Append(gap()).Append(':').Append(gap());
                Members[index].Value.Write(text, gap);
                text.Append(gap());
            }

            text.Append('}');
        }
    }
}
