namespace Orleans.Streams;

/// <summary>Takes the events of a stream.</summary>
public interface IAsyncObserver<in T>
{
    /// <summary>
    /// To a stream: done when the stream has accepted the event. To a consumer: the next event comes when this one is done;
    /// an exception brings it again, for up to a minute.
    /// </summary>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    Task OnCompletedAsync();

    /// <summary>The consumer did not take an event in time: it is skipped.</summary>
    Task OnErrorAsync(Exception ex);
}
