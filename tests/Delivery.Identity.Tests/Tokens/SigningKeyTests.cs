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

    /// <summary>Many rounds, because the first of a round is rarely overtaken.</summary>
    [Fact]
    public async Task LoadOrCreate_ByManyAtOnce_GivesAllTheSameKey()
    {
        for (var round = 0; round < 40; round++)
        {
            var folder = Path.Combine(_directory, $"{round}");
            var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => SigningKey.LoadOrCreate(SigningKey.FileIn(folder)))));

            keys.Select(key => key.Id).Distinct().Count().ShouldBe(1);
            Directory.GetFileSystemEntries(Path.Combine(folder, "identity")).Length.ShouldBe(1);
            foreach (var key in keys)
            {
                key.Dispose();
            }
        }
    }
}
