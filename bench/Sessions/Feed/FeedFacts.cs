namespace EventPlatform.Bench.Sessions.Feed;

/// <summary>What one event says, made from its number alone: the publisher, the model and the check of deliveries all ask here.</summary>
internal readonly record struct FeedFacts
{
    internal const int Types = 100;
    internal const int Users = 100;
    internal const int Queues = 200;
    internal const int Extensions = 100;
    internal const int Extras = 100;
    internal const int FirstExtension = 4_000;

    /// <summary>Classes, each of which has events of every publisher.</summary>
    internal const int Classes = 4;

    /// <summary>The first event's number: all of them have ten digits.</summary>
    internal const long FirstNumber = 1_000_000_000;

    private FeedFacts(long number, ulong chance)
    {
        Number = number;
        Type = Take(ref chance, Types);
        User = Take(ref chance, Users);
        Queue = Take(ref chance, Queues);
        Extension = Take(ref chance, Extensions);
        Extra = Take(ref chance, Extras);
    }

    public long Number { get; }

    public int Type { get; }

    public int User { get; }

    public int Queue { get; }

    public int Extension { get; }

    /// <summary>Which property this event has and most others have not.</summary>
    public int Extra { get; }

    /// <param name="number">The event's.</param>
    /// <param name="seed">The run's.</param>
    public static FeedFacts Of(long number, int seed)
    {
        // splitmix64 (Steele, Lea, Flood 2014): neighbouring numbers have nothing in common.
        unchecked
        {
            var mixed = ((ulong)number + ((ulong)seed << 40)) * 0x9E37_79B9_7F4A_7C15UL;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EBUL;
            return new FeedFacts(number, mixed ^ (mixed >> 31));
        }
    }

    /// <summary>The value of a property that filters ask for.</summary>
    public int this[FeedField field] => field switch
    {
        FeedField.Type => Type,
        FeedField.User => User,
        FeedField.Queue => Queue,
        FeedField.Extension => Extension,
        _ => Extra,
    };

    private static int Take(ref ulong chance, int count)
    {
        var taken = (int)(chance % (uint)count);
        chance /= (uint)count;
        return taken;
    }
}
