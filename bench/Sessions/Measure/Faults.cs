namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>Everything that was not as it must be. The first few are told at once; too many end the measurement.</summary>
internal sealed class Faults(TextWriter errors)
{
    private const int ToldMax = 10;
    private const int CountMax = 1_000;

    public int Count { get; private set; }

    public void Add(string what)
    {
        Count++;
        if (Count <= ToldMax)
        {
            errors.WriteLine($"wrong: {what}");
        }

        if (Count >= CountMax)
        {
            throw new BenchException($"{Count} answers or connections were wrong");
        }
    }
}
