using System.Text;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Which texts are names, notes, times and ids (docs/protocols/status-interface.md, 1 and 2).</summary>
internal static class ModelNames
{
    internal static readonly string[] Types =
        ["available", "unavailable", "away", "xa", "dnd", "chat", "altblue", "altgreen", "altpink", "altpurple", "altred"];

    private const int NameMax = 128;
    private const int NoteBytesMax = 65_536;
    private const long SecondsMax = 253_402_300_799;

    internal static bool IsName(string text)
    {
        var points = text.EnumerateRunes().Count();
        return points is > 0 and <= NameMax && !HasSeparator(text) && !text.Any(char.IsControl);
    }

    internal static bool IsNote(string text) =>
        Encoding.UTF8.GetByteCount(text) <= NoteBytesMax
        && !HasSeparator(text)
        && !text.Any(c => char.IsControl(c) && c is not '\t' and not '\n');

    internal static bool IsReturnTime(long milliseconds) => milliseconds is -1 or (>= 1000 and <= (SecondsMax * 1000) + 999);

    /// <summary>As the Status interface writes it; null when it is none.</summary>
    internal static long? Milliseconds(string seconds)
    {
        if (seconds.Length is 0 or > 12 || !seconds.All(char.IsAsciiDigit) || long.Parse(seconds, null) > SecondsMax)
        {
            return null;
        }

        return long.Parse(seconds, null) is > 0 and var some ? some * 1000 : ModelPlace.NoReturnTime;
    }

    internal static bool IsId(string text) => Guid.TryParseExact(text, "D", out _);

    private static bool HasSeparator(string text) =>
        text.Contains("@#", StringComparison.Ordinal) || text.Contains("#masknl#", StringComparison.Ordinal);
}
