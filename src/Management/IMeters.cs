namespace EventPlatform.Management;

/// <summary>Meters of a part of the process, made by their constructor; see <see cref="MetricsExport.AddMeters{T}"/>.</summary>
#pragma warning disable CA1040 // It marks what is made at the start; there is nothing to ask it.
public interface IMeters;
#pragma warning restore CA1040
