namespace Orleans.Embedded;

/// <summary>Something that is ready before the first call and is closed after the last one.</summary>
internal interface IEnginePart
{
    void Open();

    Task Close();
}
