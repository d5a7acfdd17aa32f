namespace Delivery.Workflows.Api.Tests.Support;

/// <summary>Definitions like those whose recorded answers ours are compared with.</summary>
internal static class Samples
{
    private const string Say = """
        { "id": "say", "name": "Say1", "type": "Elsa.WriteLine", "version": 1,
          "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "'Hello ' + getGreeting()" } },
          "metadata": { "designer": { "position": { "x": 0, "y": 0 } }, "ours": [1, null] } }
        """;

    private const string Wait = """
        { "id": "wait", "name": "Event1", "type": "Elsa.Event", "version": 1,
          "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "Paid" } } }
        """;

    public static WorkflowDefinition Waiting { get; } = Definition("waiting", $$"""
        { "id": "Flow1", "name": "Flowchart1", "type": "Elsa.Flowchart", "version": 1,
          "activities": [
            {{Say}},
            { "id": "wait", "name": "Event1", "type": "Elsa.Event", "version": 1,
              "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "Paid" } } },
            { "id": "thanks", "name": "Thanks1", "type": "Elsa.WriteLine", "version": 1,
              "text": { "typeName": "String", "expression": { "type": "Literal", "value": "Thank you" } } } ],
          "connections": [
            { "source": { "activity": "say", "port": "Done" }, "target": { "activity": "wait", "port": "In" } },
            { "source": { "activity": "wait", "port": "Done" }, "target": { "activity": "thanks", "port": "In" } } ] }
        """);

    public static WorkflowDefinition Ending { get; } = Definition("ending", $$"""
        { "id": "Seq1", "name": "Sequence1", "type": "Elsa.Sequence", "version": 1, "activities": [
          {{Say}},
          { "id": "sum", "name": "Sum1", "type": "Elsa.RunJavaScript", "version": 1,
            "script": { "typeName": "String", "expression": { "type": "Literal", "value": "return 1 + 2;" } } } ] }
        """);

    public static WorkflowDefinition Naming { get; } = Definition("naming", """
        { "id": "Seq1", "name": "Sequence1", "type": "Elsa.Sequence", "version": 1, "activities": [
          { "id": "call", "name": "SetName1", "type": "Elsa.SetName", "version": 1,
            "value": { "typeName": "String", "expression": { "type": "Literal", "value": "Named by itself" } } } ] }
        """);

    public static WorkflowDefinition Faulting { get; } = Definition("faulting", """
        { "id": "Seq1", "name": "Sequence1", "type": "Elsa.Sequence", "version": 1, "activities": [
          { "id": "bad", "name": "Bad1", "type": "Elsa.WriteLine", "version": 1,
            "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "nothing.like.this" } } } ] }
        """);

    /// <summary>Never published: one of its activities is unknown here.</summary>
    public static WorkflowDefinition Draft { get; } = Definition("draft", """
        { "id": "Seq1", "type": "Elsa.Sequence", "version": 1, "activities": [
          { "id": "odd", "name": "Odd1", "type": "Acme.DoesNotExist", "version": 7, "foo": { "bar": [1, 2] } } ] }
        """);

    /// <summary>One more, for a test that changes it.</summary>
    public static WorkflowDefinition Fresh(string id) => Definition(id, $$"""
        { "id": "Seq1", "name": "Sequence1", "type": "Elsa.Sequence", "version": 1, "activities": [ {{Say}} ] }
        """);

    /// <summary>Waits, and sends a command then.</summary>
    public static WorkflowDefinition Commanding(string id) => Sequence(id, $$"""
        {{Wait}}, { "id": "capture", "name": "Capture1", "type": "Delivery.Payments.CapturePayment", "version": 1 }
        """);

    /// <summary>Waits, and ends then.</summary>
    public static WorkflowDefinition Harmless(string id) => Sequence(id, Wait);

    /// <summary>The checks have doubts: its loop has nothing to do, and so never ends.</summary>
    public static WorkflowDefinition Doubtful(string id) => Sequence(id, """{ "id": "for", "name": "For1", "type": "Elsa.For", "version": 1 }""");

    /// <summary>Activities one after the other.</summary>
    public static WorkflowDefinition Sequence(string id, string activities) => Definition(id, $$"""
        { "id": "Seq1", "name": "Sequence1", "type": "Elsa.Sequence", "version": 1, "activities": [ {{activities}} ] }
        """);

    private static WorkflowDefinition Definition(string id, string root) => WorkflowDefinition.Parse($$"""
        { "definitionId": "{{id}}", "id": "{{id}}-v1", "name": "Sample {{id}}", "description": "For tests of {{id}}", "version": 1, "toolVersion": "3.8.2.0",
          "variables": [
            { "id": "v-greeting", "name": "Greeting", "typeName": "String", "isArray": false, "value": "Hi", "storageDriverTypeName": "WorkflowInstanceStorageDriver" },
            { "id": "v-other", "name": "Other", "typeName": "Object", "storageDriverTypeName": "WorkflowInstanceStorageDriver" } ],
          "inputs": [], "outputs": [], "outcomes": [], "customProperties": { "team": "ours" },
          "options": { "autoUpdateConsumingWorkflows": false }, "somethingElse": { "kept": true },
          "root": {{root}} }
        """);
}
