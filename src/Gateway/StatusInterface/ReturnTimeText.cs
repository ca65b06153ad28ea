namespace EventPlatform.Gateway.StatusInterface;

/// <summary>
/// Return times in a line: whole Unix seconds, 0 = none. The state has milliseconds and -1 (docs/protocols/status-interface.md, 2).
/// </summary>
internal static class ReturnTimeText
{
    private const long None = -1;
    private const int DigitsMax = 12;

    /// <summary>The last second of the year 9999.</summary>
    private const long SecondsMax = 253_402_300_799;

    /// <summary>seconds: 1 to 12 ASCII digits, nothing else.</summary>
    /// <param name="field">As it came.</param>
    /// <param name="milliseconds">Unix milliseconds, -1 = none.</param>
    public static bool TryRead(string field, out long milliseconds)
    {
        milliseconds = None;
        if (field.Length is 0 or > DigitsMax)
        {
            return false;
        }

        var seconds = 0L;
        foreach (var character in field)
        {
            if (!char.IsAsciiDigit(character))
            {
                return false;
            }

            seconds = (seconds * 10) + (character - '0');
        }

        milliseconds = seconds == 0 ? None : seconds * 1_000;
        return seconds <= SecondsMax;
    }

    /// <summary>Whole seconds, rounded down; 0 for none.</summary>
    public static long Seconds(long milliseconds) => milliseconds < 0 ? 0 : milliseconds / 1_000;
}
