using EventPlatform.Bench.Sessions.Measure;

namespace EventPlatform.Bench.Sessions.Events;

/// <summary>Who publishes what to whom, and how fast.</summary>
/// <param name="Subscribers">Sessions that get events; 0: nobody is subscribed.</param>
/// <param name="Publishers">Sessions that publish.</param>
/// <param name="Topics">Topics that publishing goes round; of several each subscriber has its own.</param>
/// <param name="BodyBytes">Length of each event's body.</param>
/// <param name="Window">Publishes of a publisher that are not over, at most.</param>
/// <param name="Rate">Publishes a second, whatever comes back; null: as fast as the window allows.</param>
internal sealed record EventPlan(int Subscribers, int Publishers, int Topics, int BodyBytes, int Window, double? Rate)
{
    private const int DefaultWindow = 64;

    /// <summary>Deliveries that each event must have.</summary>
    public int DeliveriesEach => Subscribers == 0 ? 0 : Subscribers / Topics;

    /// <summary>All subscribers have one topic.</summary>
    public static EventPlan OneTopic(BenchOptions options, int subscribers) => new(
        subscribers, options.Publishers, Topics: 1, options.BodyBytes, options.Window ?? DefaultWindow, options.Rate);

    public Pace? Pace(long now, Random random) => Rate is { } perSecond ? new Pace(now, perSecond, random) : null;
}
