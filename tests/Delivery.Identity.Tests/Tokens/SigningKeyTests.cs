using System.Runtime.Versioning;
using Delivery.Identity.Tokens;

namespace Delivery.Identity.Tests.Tokens;

public sealed class SigningKeyTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("delivery-key-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void LoadOrCreate_NoFile_CreatesOneThatOnlyItsOwnerReads()
    {
        using var key = SigningKey.LoadOrCreate(SigningKey.FileIn(_directory));

        File.GetUnixFileMode(SigningKey.FileIn(_directory)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task LoadOrCreate_ByManyAtOnce_GivesAllTheSameKey()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => SigningKey.LoadOrCreate(SigningKey.FileIn(_directory)))));

        keys.Select(key => key.Id).Distinct().Count().ShouldBe(1);
        Directory.GetFiles(Path.Combine(_directory, "identity")).Length.ShouldBe(1);
        foreach (var key in keys)
        {
            key.Dispose();
        }
    }
}
