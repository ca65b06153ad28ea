namespace Orleans.Embedded.Tests;

public sealed class ShortQueueTests
{
    /// <summary>Digits are added, dots take one away: what was taken is in the order in which it was added.</summary>
    [Theory]
    [InlineData(".")]
    [InlineData("1..")]
    [InlineData("12..3.4.5.")]
    [InlineData("123.4.5....6.78..")]
    [InlineData("1.2.34.56.7")]
    public void Dequeue_Any_IsAsAQueue(string steps)
    {
        var sut = default(ShortQueue<string>);
        var expected = new Queue<string>();
        foreach (var step in steps)
        {
            if (step == '.')
            {
                Assert.Equal(expected.TryDequeue(out var next), sut.TryDequeue(out var taken));
                Assert.Same(next, taken);
            }
            else
            {
                var item = step.ToString();
                expected.Enqueue(item);
                sut.Enqueue(item);
            }

            Assert.Equal(expected.Count, sut.Count);
        }
    }
}
