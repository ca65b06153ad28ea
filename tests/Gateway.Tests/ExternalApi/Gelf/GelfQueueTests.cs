using EventPlatform.Gateway.ExternalApi.Gelf;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

public class GelfQueueTests
{
    private readonly GelfQueue _queue = new();

    [Fact]
    public void TryTake_WhatWasAdded_ComesInOrderAndMakesRoom()
    {
        var half = new byte[GelfQueue.BytesMax / 2];
        for (var each = 0; each < 3; each++)
        {
            byte[] first = [1];
            Assert.True(_queue.TryAdd(half));
            Assert.False(_queue.TryAdd(new byte[half.Length + 1]));
            Assert.True(_queue.TryAdd(first));
            Assert.True(_queue.TryTake(out var message));
            Assert.Same(half, message);
            Assert.True(_queue.TryTake(out message));
            Assert.Same(first, message);
            Assert.False(_queue.TryTake(out _));
        }
    }

    [Fact]
    public async Task Complete_LeavesWhatIsThere_AndTakesNothingMore()
    {
        Assert.True(_queue.TryAdd([1]));
        _queue.Complete();
        Assert.False(_queue.TryAdd([2]));
        Assert.True(await _queue.WaitToTake());
        Assert.True(_queue.TryTake(out _));
        Assert.False(await _queue.WaitToTake());
    }
}
