namespace EventPlatform.Testing.Tools;

/// <summary>A command line of <c>--NAME</c> and <c>--NAME VALUE</c>.</summary>
public static class OptionList
{
    /// <summary>Takes one option after the other.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="options">The defaults.</param>
    /// <param name="with">The options with one more, of which the value is null when there is none; null: it is not understood.</param>
    /// <param name="wrong">What is not understood; empty when nothing is.</param>
    /// <returns>null when something is not understood.</returns>
    public static T? Read<T>(IReadOnlyList<string> args, T options, Func<T, string, string?, T?> with, out string wrong)
        where T : class
    {
        wrong = "";
        for (var index = 0; index < args.Count; index++)
        {
            var hasValue = index + 1 < args.Count && !args[index + 1].StartsWith("--", StringComparison.Ordinal);
            var value = hasValue ? args[++index] : null;
            var name = args[index - (hasValue ? 1 : 0)];
            if (with(options, name, value) is not { } next)
            {
                wrong = $"{name}{(value is null ? "" : $" {value}")} is not understood.";
                return null;
            }

            options = next;
        }

        return options;
    }
}
