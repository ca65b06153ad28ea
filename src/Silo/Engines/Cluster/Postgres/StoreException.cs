namespace EventPlatform.Silo.Postgres;

/// <summary>The database is away, or its schema is not the one this program needs: stops the start with exit code 1.</summary>
internal sealed class StoreException : OrleansException
{
    /// <param name="message">Names the database; without secrets.</param>
    internal StoreException(string message) : base(message)
    {
    }

    /// <param name="message">Names the database; without secrets.</param>
    /// <param name="cause">What failed.</param>
    internal StoreException(string message, Exception cause) : base(message, cause)
    {
    }
}
