using EventPlatform.Contracts.Subscriptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Grains.Publishing;

/// <summary>A silo does not read the log: it asks whether its own blocks have come in, and sends again what is missing.</summary>
internal sealed partial class PublisherConfirmations(
    SiloPublisher publisher, IGrainFactory grains, TimeProvider time, ILogger<PublisherConfirmations> logger) : BackgroundService
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    // Who waits for room waits for this loop, so it hurries before there is none.
    private static readonly TimeSpan PeriodWhenTight = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AgeWhenTight = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Apart from the loop, whose calls take long while the log is out of reach.
        await using var resend = time.CreateTimer(_ => publisher.Events.ResendMissing(), null, Period, Period);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Wait(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            for (var partition = 0; partition < publisher.Events.Partitions && !stoppingToken.IsCancellationRequested; partition++)
            {
                await Confirm(partition, stoppingToken);
            }
        }
    }

    private Task Wait(CancellationToken cancellationToken) => publisher.Events.IsTight
        ? Task.Delay(PeriodWhenTight, time, cancellationToken)
        : publisher.Events.WhenTight().WaitAsync(Period, time, cancellationToken);

    private async Task Confirm(int partition, CancellationToken cancellationToken)
    {
        var age = publisher.Events.IsTight ? AgeWhenTight : Age;
        try
        {
            // The newest answers for all before it; only when that one is missing the oldest tells whether anything has come in.
            if (!await ConfirmIfHad(partition, publisher.Events.NewestUnconfirmed(partition, age), cancellationToken))
            {
                await ConfirmIfHad(partition, publisher.Events.OldestUnconfirmed(partition, age), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or OperationCanceledException)
        {
            LogNotAnswered(exception, partition);
        }
    }

    private async Task<bool> ConfirmIfHad(int partition, long number, CancellationToken cancellationToken)
    {
        if (number == 0)
        {
            return true;
        }

        var log = grains.GetGrain<ISubscriptionGrain>(partition);
        if (!await log.Has(publisher.Events.Incarnation, number, cancellationToken))
        {
            return false;
        }

        publisher.Events.Confirm(partition, number);
        return true;
    }

    [LoggerMessage(LogLevel.Debug, "The log of partition {Partition} did not say what it has; it is asked again")]
    private partial void LogNotAnswered(Exception exception, int partition);
}
