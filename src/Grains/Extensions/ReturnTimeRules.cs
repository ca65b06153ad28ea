namespace EventPlatform.Grains.Extensions;

/// <summary>Return times: Unix milliseconds up to the year 9999, or none. 0 to 999 would read as none in whole seconds.</summary>
internal static class ReturnTimeRules
{
    internal const long None = -1;
    internal const long Min = 1_000;
    internal const long Max = 253_402_300_799_999;

    /// <summary>Why the number is no return time; null when it is one.</summary>
    internal static string? Check(long value)
    {
        return value is None or (>= Min and <= Max) ? null : $"must be {None}, or {Min} to {Max}";
    }
}
