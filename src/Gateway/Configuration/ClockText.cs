using System.Globalization;
using System.Text.RegularExpressions;

namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// Times of the configuration: <c>hh:mm:ss</c>, fractions allowed. The framework reads 24:00:00 as 24 days, so this is our own.
/// </summary>
internal static partial class ClockText
{
    /// <returns>null when the text is no such time.</returns>
    public static TimeSpan? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var clock = new TimeSpan(Number(match, 1), Number(match, 2), Number(match, 3));
        return clock + TimeSpan.FromTicks(int.Parse(match.Groups[4].Value.PadRight(7, '0'), CultureInfo.InvariantCulture));
    }

    public static string Write(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time:mm\\:ss\\.FFFFFFF}").TrimEnd('.');

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d{1,4}):([0-5]\d):([0-5]\d)(?:\.(\d{1,7}))?\z", RegexOptions.ECMAScript)]
    private static partial Regex Form();
}
