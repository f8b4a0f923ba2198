dist_doc_DATA += examples/white-house-daesh.txt
