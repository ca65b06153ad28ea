using System.Globalization;

namespace EventPlatform.Bench.Micro;

/// <summary>
/// What is measured must do its work: it is looked at once before, in set-ups that return when they are through. Of a set-up that returns
/// a task nobody would see the failure: within this process BenchmarkDotNet does not wait for it.
/// </summary>
internal static class Expect
{
    /// <exception cref="InvalidOperationException">They are not equal.</exception>
    internal static void Equal(long expected, long actual)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Expected {expected}, got {actual}."));
        }
    }
}
