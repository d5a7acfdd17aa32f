using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Messaging;
using Shouldly;
using Xunit;

namespace Delivery.Contracts.Tests;

/// <summary>
/// Each file under Golden is a message as it was written when its type was published: such messages lie in outboxes, queues and mailboxes
/// during an upgrade. The files of published types are never edited; a new type gets a file, a new optional member needs none.
/// </summary>
public sealed class MessageCompatibilityTests
{
    public static TheoryData<string> Sent => ContractMessages.Sent;

    [Theory]
    [MemberData(nameof(Sent))]
    public void Deserialize_MessageOfEarlierBuild_KeepsEveryMember(string name)
    {
        var golden = Golden(name);

        var message = JsonSerializer.Deserialize(golden, ContractMessages.Type(name), MessageJson.Options);

        var read = JsonSerializer.SerializeToNode(message, ContractMessages.Type(name), MessageJson.Options);
        ShouldHold(read, JsonNode.Parse(golden), name);
    }

    [Theory]
    [MemberData(nameof(Sent))]
    public void Deserialize_MessageOfLaterBuild_IgnoresMembersItDoesNotKnow(string name)
    {
        var later = JsonNode.Parse(Golden(name))!.AsObject();
        later["aMemberOfALaterBuild"] = new JsonObject { ["x"] = 1 };

        Should.NotThrow(() => later.Deserialize(ContractMessages.Type(name), MessageJson.Options));
    }

    [Fact]
    public void Golden_File_BelongsToAMessage()
    {
        var files = typeof(MessageCompatibilityTests).Assembly.GetManifestResourceNames();

        files.ShouldNotBeEmpty();
        files.ShouldAllBe(file => MessageTypes.Find(file) != null, "A published message type was removed or renamed.");
    }

    private static string Golden(string name)
    {
        using var stream = typeof(MessageCompatibilityTests).Assembly.GetManifestResourceStream(name);
        stream.ShouldNotBeNull($"A new message needs Golden/{name}.json: the message as JSON with every member set.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static void ShouldHold(JsonNode? actual, JsonNode? expected, string path)
    {
        if (expected is JsonObject members)
        {
            foreach (var (member, value) in members)
            {
                ShouldHold(actual?[member], value, $"{path}.{member}");
            }

            return;
        }

        if (expected is JsonArray items)
        {
            actual.ShouldBeOfType<JsonArray>(path).Count.ShouldBe(items.Count, path);
            for (var index = 0; index < items.Count; index++)
            {
                ShouldHold(actual![index], items[index], $"{path}[{index}]");
            }

            return;
        }

        JsonNode.DeepEquals(actual, expected).ShouldBeTrue($"{path}: read {actual?.ToJsonString()} of {expected?.ToJsonString()}");
    }
}
