namespace Delivery.Testing;

/// <summary>A new empty directory that is deleted at the end of the test.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("delivery-test-").FullName;

    /// <summary>Deletes it with everything in it.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that a test has killed may still be letting go of a file. The directory is the system's to clean then.
        }
    }
}
