using System.Text.RegularExpressions;
using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>A message that must come, compared as its interface demands.</summary>
/// <param name="Source">For messages.</param>
internal abstract record Wanted(string Source)
{
    /// <summary>What differs; null: nothing.</summary>
    internal abstract string? Difference(string got, Bindings bindings);

    /// <summary>JSON with placeholders, compared by value.</summary>
    internal sealed record Json(JsonValue Value) : Wanted(Value.Source)
    {
        internal override string? Difference(string got, Bindings bindings)
        {
            try
            {
                return JsonComparer.Compare(Value, JsonReading.Parse(got), bindings);
            }
            catch (FormatException exception)
            {
                return exception.Message;
            }
        }
    }

    /// <summary>A line of the Status interface in which <c>*</c> stands for one character or more.</summary>
    internal sealed record LineLike(string Pattern) : Wanted($"a line like {Pattern}")
    {
        internal override string? Difference(string got, Bindings bindings)
        {
            var form = Regex.Escape(Pattern).Replace(@"\*", ".+", StringComparison.Ordinal);
            return Regex.IsMatch(got, $@"\A{form}\z") ? null : "it has another form";
        }
    }

    /// <summary>A line of the Status interface, compared letter for letter.</summary>
    internal sealed record Line(string Text) : Wanted(Text.Length == 0 ? "an empty line" : Text)
    {
        internal override string? Difference(string got, Bindings bindings) =>
            string.Equals(Text, got, StringComparison.Ordinal) ? null : Where(got);

        private string Where(string got)
        {
            var same = Text.Zip(got).TakeWhile(pair => pair.First == pair.Second).Count();
            return $"expected {Text.Length} characters, got {got.Length}; the first {same} are the same";
        }
    }
}
