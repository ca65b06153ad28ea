namespace EventPlatform.Gateway.Transport;

/// <summary>An image that is changed from one connection to the next is what a new one would be.</summary>
public class RunImageTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Of_RandomRunsAndNumbers_IsEachMessageInItsFrame(int seed)
    {
        var random = new Random(seed);
        using var image = new RunImage();
        for (var round = 0; round < 60; round++)
        {
            var lengths = Enumerable.Range(0, random.Next(1, 12)).Select(_ => LengthOf(random)).ToList();
            var run = SocketPeer.Run([.. lengths.Select((length, name) => SocketPeer.Prefix(name, length))]);
            for (var connection = 0; connection < 12; connection++)
            {
                var framing = random.Next(5) == 0 ? Framing.Line : Framing.WebSocket;
                var first = FirstOf(random, run);
                var got = image.Of(run, framing, first);
                Assert.True(got.SequenceEqual(SocketPeer.Wire(framing, run, first)), $"Seed {seed}, round {round}, first {first}.");
            }
        }
    }

    [Theory, InlineData(1), InlineData(19)]
    public void Of_AllNumbersOfOneLength_AreCountedUpDigitByDigit(int digits)
    {
        using var image = new RunImage();
        var first = digits == 1 ? 0 : long.MaxValue - 9;
        var run = SocketPeer.Run([.. Enumerable.Range(0, 10).Select(name => SocketPeer.Prefix(name, 40))]);
        Assert.True(image.Of(run, Framing.Line, first).SequenceEqual(SocketPeer.Wire(Framing.Line, run, first)));

        // Changed, not written anew: one with fewer messages has other bounds.
        var shorter = SocketPeer.Run([.. Enumerable.Range(0, 8).Select(name => SocketPeer.Prefix(name, 40))]);
        Assert.True(image.Of(shorter, Framing.Line, first).SequenceEqual(SocketPeer.Wire(Framing.Line, shorter, first)));
        Assert.True(image.Of(shorter, Framing.Line, first + 2).SequenceEqual(SocketPeer.Wire(Framing.Line, shorter, first + 2)));
    }

    /// <summary>Often about where the header of a frame gets longer.</summary>
    private static int LengthOf(Random random) => random.Next(4) switch
    {
        0 => 65_510 + random.Next(30),
        1 => 100 + random.Next(30),
        _ => OutboundFrame.CostMin,
    };

    private static long FirstOf(Random random, FrameRun run)
    {
        while (true)
        {
            var first = random.NextInt64(1, (long)Math.Pow(10, random.Next(1, 19)));
            if (run.HasEvenDigits(first))
            {
                return first;
            }
        }
    }
}
