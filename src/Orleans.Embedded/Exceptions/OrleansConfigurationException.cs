namespace Orleans.Runtime;

/// <summary>An option has a value the engine cannot work with; the silo does not start.</summary>
public class OrleansConfigurationException : Exception
{
    public OrleansConfigurationException(string message)
        : base(message)
    {
    }

    public OrleansConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
