namespace EventPlatform.Management;

/// <summary>One instrument with one set of labels: a number, for histograms a number per bucket too. Counting takes no lock.</summary>
internal sealed class MetricSeries(string labels, double[] bounds)
{
    private readonly long[] _buckets = new long[bounds.Length + 1];
    private double _value;

    /// <summary>As they stand in the text, without braces; empty without labels.</summary>
    public string Labels { get; } = labels;

    /// <summary>The value; of a histogram the sum.</summary>
    public double Value => Volatile.Read(ref _value);

    public void Set(double value) => Volatile.Write(ref _value, value);

    public void Add(double value)
    {
        var seen = Volatile.Read(ref _value);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref _value, seen + value, seen);
            if (before.Equals(seen))
            {
                return;
            }

            seen = before;
        }
    }

    /// <summary>Counts a value into its bucket: the first whose bound is not below it.</summary>
    public void Observe(double value)
    {
        var bucket = Array.BinarySearch(bounds, value);
        Interlocked.Increment(ref _buckets[bucket < 0 ? ~bucket : bucket]);
        Add(value);
    }

    /// <summary>What the bucket alone holds; the last has no bound.</summary>
    public long InBucket(int index) => Interlocked.Read(ref _buckets[index]);
}
