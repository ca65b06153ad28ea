namespace Orleans.Runtime;

/// <summary>Anything that can be called by its identity.</summary>
public interface IAddressable;
