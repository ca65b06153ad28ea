namespace Orleans.Runtime.Messaging;

/// <summary>No connection to a silo. The embedded engine has no connections: the type is here to be caught.</summary>
public class ConnectionFailedException : OrleansException
{
    public ConnectionFailedException()
    {
    }

    public ConnectionFailedException(string message)
        : base(message)
    {
    }

    public ConnectionFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
