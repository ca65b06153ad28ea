using System.Diagnostics.Metrics;
using System.Globalization;

namespace EventPlatform.Management;

/// <summary>What the runtime says of its heap and its threads; all of it is looked up when it is asked for.</summary>
internal sealed class RuntimeMetrics : IMeters
{
    public RuntimeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MetricsExport.MeterPrefix + ".Runtime");
        meter.CreateObservableGauge(
            "ep_runtime_gc_heap_bytes", () => GC.GetTotalMemory(false), "By", "Objects on the heap, those not collected yet too");
        meter.CreateObservableGauge(
            "ep_runtime_gc_committed_bytes",
            () => GC.GetGCMemoryInfo().TotalCommittedBytes,
            "By",
            "Memory that the heap holds, as of the last collection");
        meter.CreateObservableCounter(
            "ep_runtime_gc_allocated_bytes_total", () => GC.GetTotalAllocatedBytes(), "By", "Bytes allocated");
        meter.CreateObservableCounter(
            "ep_runtime_gc_pause_seconds_total",
            () => GC.GetTotalPauseDuration().TotalSeconds,
            "s",
            "Time for which collections stopped everything");
        meter.CreateObservableCounter(
            "ep_runtime_gc_collections_total", Collections, description: "Collections, by the oldest generation they took in");
        meter.CreateObservableGauge(
            "ep_runtime_thread_pool_threads", () => ThreadPool.ThreadCount, description: "Threads of the pool");
        meter.CreateObservableGauge(
            "ep_runtime_thread_pool_queue_length", () => ThreadPool.PendingWorkItemCount, description: "Work that waits for a thread");
        meter.CreateObservableCounter(
            "ep_runtime_lock_contentions_total", () => Monitor.LockContentionCount, description: "Times that a thread waited for a lock");
    }

    private static IEnumerable<Measurement<int>> Collections()
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            // The runtime's count of a generation has those of the older ones in it.
            var older = generation < GC.MaxGeneration ? GC.CollectionCount(generation + 1) : 0;
            yield return new(
                GC.CollectionCount(generation) - older,
                new KeyValuePair<string, object?>("generation", generation.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
