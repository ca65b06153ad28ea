using EventPlatform.Gateway.Hosting;

namespace EventPlatform.Gateway.Tests.Hosting;

public sealed class PoolThreadsTests
{
    [Fact]
    public void Set_LowersWhereThePoolBegins_NotHowFarItGoes()
    {
        ThreadPool.GetMinThreads(out var min, out var completionMin);
        ThreadPool.GetMaxThreads(out var max, out var completionMax);
        try
        {
            PoolThreads.Set();
            ThreadPool.GetMinThreads(out var minAfter, out var completionMinAfter);
            ThreadPool.GetMaxThreads(out var maxAfter, out var completionMaxAfter);
            Assert.Equal((Math.Max(1, Environment.ProcessorCount - 1), completionMin), (minAfter, completionMinAfter));
            Assert.Equal((max, completionMax), (maxAfter, completionMaxAfter));
        }
        finally
        {
            ThreadPool.SetMinThreads(min, completionMin);
        }
    }
}
