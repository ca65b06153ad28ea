using EventPlatform.Bench.Sessions.Measure;

namespace EventPlatform.Bench.Sessions.Flood;

/// <summary>An event that is under way.</summary>
/// <param name="Number">Its number, and the tid of its request.</param>
/// <param name="Due">When it should have been sent.</param>
/// <param name="Figures">Where it counts; null: nowhere.</param>
internal readonly record struct Published(long Number, long Due, EventFigures? Figures);
