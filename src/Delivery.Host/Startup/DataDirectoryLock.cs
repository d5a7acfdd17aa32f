using Delivery.Host.CommandLine;

namespace Delivery.Host.Startup;

/// <summary>
/// Keeps a second process away from the SQLite files: each would relay the other's messages. The operating system gives the lock back
/// however the process ends.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <exception cref="UsageException">Another process has it.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        try
        {
            return new DataDirectoryLock(
                new FileStream(Path.Combine(directory, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new UsageException(
                $"Another host works on the data in {Path.GetFullPath(directory)}. Stop it, or choose another folder with --data DIR.");
        }
    }

    public void Dispose() => _file.Dispose();
}
