using Delivery.Host.CommandLine;
using Delivery.Host.Startup;

namespace Delivery.Host.Tests.Startup;

public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("delivery-lock-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Take_WhileAnotherHasIt_SaysWhatToDo()
    {
        using var first = DataDirectoryLock.Take(_directory);

        var refusal = Should.Throw<UsageException>(() => DataDirectoryLock.Take(_directory));

        refusal.Message.ShouldContain(_directory);
        refusal.Message.ShouldContain("--data");
    }

    [Fact]
    public void Take_AfterRelease_Succeeds()
    {
        DataDirectoryLock.Take(_directory).Dispose();

        DataDirectoryLock.Take(_directory).Dispose();
    }
}
